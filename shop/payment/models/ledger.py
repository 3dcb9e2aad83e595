"""Money that came or went, one row each, never changed: a mistake is answered by another row."""

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.payment.models.payment import Payment, PaymentAttempt


class EntryKind(models.TextChoices):
    """What moved the money."""

    RECEIVED = "received", _("received")
    REVERSED = "reversed", _("taken back by the sender's bank")
    REFUNDED = "refunded", _("refunded")
    REFUND_FAILED = "refund_failed", _("refund came back")
    CHARGED_BACK = "charged_back", _("charged back")
    CHARGEBACK_WON = "chargeback_won", _("chargeback returned to us")


#: Kinds that bring money in; the others take it out.
INCOMING = frozenset({EntryKind.RECEIVED, EntryKind.REFUND_FAILED, EntryKind.CHARGEBACK_WON})


class LedgerEntryQuerySet(models.QuerySet["LedgerEntry"]):
    """Rows can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("ledger entries are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("ledger entries are never deleted")


class LedgerEntry(models.Model):
    """Bút toán: whole đồng that came or went for a payment.

    `reference` is the provider's or bank's own name for the movement; with method and kind it is
    unique, so the same news told twice is written once.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="entries")
    attempt = models.ForeignKey(
        PaymentAttempt, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EntryKind.choices)
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    method = models.CharField(_("way of paying"), max_length=20)
    reference = models.CharField(_("reference"), max_length=255)
    occurred_at = models.DateTimeField(_("moment it moved"))
    recorded_at = models.DateTimeField(_("written down at"))

    objects = LedgerEntryQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        constraints = [
            models.UniqueConstraint(
                fields=["method", "kind", "reference"], name="ledger_entry_once"
            ),
            models.CheckConstraint(name="ledger_entry_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(name="ledger_entry_reference", condition=~Q(reference="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount} · {self.reference}"

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("ledger entries are never deleted")
