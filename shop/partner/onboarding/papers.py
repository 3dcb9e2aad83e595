"""Papers that a seller shows to the province: registration, food safety, licences."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.clock import now, today
from catalogue.private_storage import private_storage
from shop.partner.onboarding.claims import ProducerClaim


class PaperKind(models.TextChoices):
    """Papers that a seller shows to the province, never to buyers."""

    REGISTRATION = "registration", _("business registration")
    FOOD_SAFETY = "food_safety", _("food-safety certificate")
    ALCOHOL = "alcohol", _("licence to make or sell alcohol")
    OTHER = "other", pgettext_lazy("paper", "another paper")


#: How long before its end a paper is asked for anew.
PAPER_ENDS_SOON = timedelta(days=60)


class SellerPaperQuerySet(models.QuerySet["SellerPaper"]):
    """Adjectives of papers."""

    def current(self) -> Self:
        """Not replaced by a newer one."""
        return self.filter(replaced_by=None)

    def ending(self, on: date) -> Self:
        """Current, and their last day is past or near."""
        return self.current().filter(ends_on__lte=on + PAPER_ENDS_SOON)


class SellerPaper(models.Model):
    """Giấy tờ: one paper of a seller, or of a claim that is to become one; its file is private."""

    partner = models.ForeignKey(
        "partner.Partner",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("seller"),
    )
    claim = models.ForeignKey(
        ProducerClaim,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("claim"),
    )
    kind = models.CharField(_("kind"), max_length=15, choices=PaperKind.choices)
    number = models.CharField(_("number"), max_length=80)
    issuer = models.CharField(_("issued by"), max_length=200)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to="seller-papers/", max_length=200
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added at"), default=now)
    replaced_by = models.OneToOneField(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    objects = SellerPaperQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = _("paper of a seller")
        verbose_name_plural = _("papers of sellers")
        constraints = [
            models.CheckConstraint(
                name="seller_paper_kind_known", condition=Q(kind__in=PaperKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.number}"

    @property
    def has_ended(self) -> bool:
        return self.ends_on is not None and self.ends_on < today()

    @property
    def ends_soon(self) -> bool:
        return self.ends_on is not None and today() <= self.ends_on <= today() + PAPER_ENDS_SOON
