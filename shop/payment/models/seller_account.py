"""The bank accounts that sellers named for what the shop owes them, one row each, none forgotten."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now

#: So long the account before stays in force, and its owners can stop the new one.
WAITING_TIME = timedelta(hours=24)
#: Digits that are shown of an account.
_SHOWN = 4


class SellerAccountQuerySet(models.QuerySet["SellerAccount"]):
    """Adjectives of accounts; of several of a seller the one named last counts."""

    def living(self) -> Self:
        """Neither stopped nor refused."""
        return self.filter(stopped_at=None, refused_at=None)

    def unchecked(self) -> Self:
        """In another name than the seller's, and nobody of the shop has looked yet."""
        return self.living().filter(needs_check=True, checked_at=None)

    def in_force(self) -> Self:
        """What may be paid to at this moment, the one that counts first."""
        checked = Q(needs_check=False) | Q(checked_at__isnull=False)
        return self.living().filter(checked, valid_from__lte=now()).order_by("-pk")

    def waiting(self) -> Self:
        """Named, and not in force yet."""
        unchecked = Q(needs_check=True, checked_at=None)
        return self.living().filter(unchecked | Q(valid_from__gt=now())).order_by("-pk")


class SellerAccount(models.Model):
    """Tài khoản nhận tiền của người bán: who named it when, from when it counts, what became of it.

    Whole only for whoever sends money; anywhere else `masked`. `needs_check` says that its holder is
    not the seller by name, so that somebody of the shop looks first.
    """

    partner = models.ForeignKey(
        "partner.Partner", models.PROTECT, related_name="accounts", verbose_name=_("seller")
    )
    bank_bin = models.CharField(_("bank"), max_length=6)
    account = models.CharField(_("account number"), max_length=30)
    holder = models.CharField(_("account holder"), max_length=100)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    named_at = models.DateTimeField(_("named at"))
    valid_from = models.DateTimeField(_("counts from"))
    needs_check = models.BooleanField(_("in another name"), default=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    refused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    refused_at = models.DateTimeField(_("refused at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    stopped_at = models.DateTimeField(_("stopped at"), null=True, blank=True)

    objects = SellerAccountQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("account of a seller")
        verbose_name_plural = _("accounts of sellers")
        constraints = [
            models.CheckConstraint(
                name="seller_account_waits", condition=Q(valid_from__gt=F("named_at"))
            ),
            models.CheckConstraint(
                name="seller_account_two_people",
                condition=Q(checked_by__isnull=True)
                | Q(named_by__isnull=True)
                | ~Q(checked_by=F("named_by")),
            ),
            models.CheckConstraint(
                name="seller_account_refused_with_reason",
                condition=Q(refused_at__isnull=True) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.masked}"

    @property
    def masked(self) -> str:
        """Return the account as it may be shown: the bank's number tells nothing without the rest."""
        return f"•••• {self.account[-_SHOWN:]}"

    @property
    def is_living(self) -> bool:
        """Whether it was neither stopped nor refused."""
        return self.stopped_at is None and self.refused_at is None
