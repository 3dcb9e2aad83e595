"""Which provinces somebody works for, where the work is not done for all of them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ProvinceAssignment(models.Model):
    """Phân công tỉnh: an officer or a steward acts for this province and for no other.

    What they may do follows from their role; catalogue.province_access reads where.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="province_assignments",
        verbose_name=_("person"),
    )
    province = models.ForeignKey(
        "catalogue.Province",
        models.CASCADE,
        related_name="assignments",
        verbose_name=_("province"),
    )

    class Meta:
        ordering = ["province__name", "pk"]
        verbose_name = _("province assignment")
        verbose_name_plural = _("province assignments")
        permissions = [("act_for_all_provinces", _("Can act for all provinces"))]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "province"], name="province_assignment_once_per_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.province_id}"
