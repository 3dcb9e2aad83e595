"""What the headings of a province's register files mean, as its officers chose."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ColumnMapping(models.Model):
    """Cách hiểu cột: a heading of a province's files and the column of the register it stands for.

    `heading` is folded as the reader compares it; without a province it holds for files of the
    whole country. `column` is one of `catalogue.register.files.columns.CHOICES`.
    """

    province = models.ForeignKey(
        "catalogue.Province",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="column_mappings",
        verbose_name=_("province"),
    )
    heading = models.CharField(_("heading as compared"), max_length=120)
    column = models.CharField(_("column of the register"), max_length=40)
    remembered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("remembered by"),
    )
    remembered_at = models.DateTimeField(_("remembered at"))

    class Meta:
        ordering = ["heading", "pk"]
        verbose_name = _("column mapping")
        verbose_name_plural = _("column mappings")
        constraints = [
            models.UniqueConstraint(
                name="column_mapping_once_in_a_province", fields=["province", "heading"]
            ),
            models.UniqueConstraint(
                name="column_mapping_once_for_the_country",
                fields=["heading"],
                condition=models.Q(province__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.column}"
