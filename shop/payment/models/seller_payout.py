"""Money that the shop has paid to a seller, one row each, never changed."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SellerPayoutQuerySet(models.QuerySet["SellerPayout"]):
    """Rows can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("payouts to sellers are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("payouts to sellers are never deleted")


class SellerPayout(models.Model):
    """Chi trả cho người bán: whole đồng; `reference` is the bank's own name for the transfer."""

    partner = models.ForeignKey(
        "partner.Partner", models.PROTECT, related_name="payouts", verbose_name=_("seller")
    )
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    reference = models.CharField(_("reference"), max_length=100, unique=True)
    paid_at = models.DateTimeField(_("moment it moved"))
    recorded_at = models.DateTimeField(_("written down at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = SellerPayoutQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payout to a seller")
        verbose_name_plural = _("payouts to sellers")
        constraints = [
            models.CheckConstraint(name="seller_payout_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="seller_payout_reference", condition=~Q(reference="")),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.amount} · {self.reference}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("payouts to sellers are never deleted")
