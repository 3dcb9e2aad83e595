"""Money to be given back: asked for, agreed to, sent; and for which goods."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.payment.models.ledger import LedgerEntry
from shop.payment.models.payment import Payment

#: Between an order's reference and the number of its refund.
REFUND_MARK = "HT"


class RefundStatus(models.TextChoices):
    """How far a refund is. SENDING is written before a provider is asked."""

    PROPOSED = "proposed", _("waits for a second person")
    APPROVED = "approved", _("agreed to")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("did not arrive")
    REJECTED = "rejected", _("refused")


class RefundReason(models.TextChoices):
    """Why money goes back."""

    CANCELLED = "cancelled", _("the order, or a parcel of it, was cancelled")
    RETURNED = "returned", _("the goods came back")
    DAMAGED = "damaged", _("the goods arrived damaged")
    MISSING = "missing", _("something was missing")
    NOT_AS_SHOWN = "not_as_shown", _("the goods are not as described")
    OVERPAID = "overpaid", _("more was paid than was owed")
    PAID_LATE = "paid_late", _("the money came after the order had ended")
    GOODWILL = "goodwill", _("goodwill")


#: Refunds that have taken, or may still take, money out.
OPEN = (RefundStatus.PROPOSED, RefundStatus.APPROVED, RefundStatus.SENDING)


class RefundQuerySet(models.QuerySet["Refund"]):
    """Adjectives of refunds."""

    def under_way(self) -> Self:
        """Money that is promised or being sent, and has not gone yet."""
        return self.filter(status__in=OPEN)

    def counted(self) -> Self:
        """Money that has gone or may go: what nobody may give back a second time."""
        return self.filter(status__in=[*OPEN, RefundStatus.SENT])


class Refund(models.Model):
    """Hoàn tiền: so many đồng back to the buyer by the original method; its ledger row comes when it is sent.

    `original` is the money it gives back where the provider wants to know (cards); `needs_second`
    says that its sum wanted two people when it was asked for.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    method = models.CharField(_("way of paying"), max_length=20, default="cod")
    original = models.ForeignKey(
        LedgerEntry, models.PROTECT, null=True, blank=True, related_name="refunds"
    )
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    reason = models.CharField(_("reason"), max_length=20, choices=RefundReason.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=RefundStatus.choices, default=RefundStatus.PROPOSED
    )
    idempotency_key = models.CharField(_("idempotency key"), max_length=80, unique=True)
    provider_reference = models.CharField(_("provider's reference"), max_length=255, blank=True)
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_at = models.DateTimeField(_("asked for at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("agreed to at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    needs_second = models.BooleanField(_("wants two people"), default=False)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("next try at"), null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(name="refund_amount_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="refund_two_people",
                condition=Q(approved_by__isnull=True)
                | Q(requested_by__isnull=True)
                | ~Q(approved_by=F("requested_by")),
            ),
            models.CheckConstraint(
                name="refund_large_has_second",
                condition=Q(needs_second=False)
                | Q(status__in=["proposed", "rejected"])
                | Q(approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="refund_sent_has_reference",
                condition=~Q(status="sent") | ~Q(provider_reference=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"

    @property
    def reference(self) -> str:
        """Return what a transfer that pays it out names (hoàn tiền): OCOP100023HT57."""
        return f"{self.payment.reference}{REFUND_MARK}{self.pk}"


class RefundItem(models.Model):
    """For what a refund is: pieces of a line, or the delivery of a producer order (no line)."""

    refund = models.ForeignKey(Refund, models.PROTECT, related_name="items")
    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.PROTECT, related_name="refund_items"
    )
    line = models.ForeignKey(
        "order.Line", models.PROTECT, null=True, blank=True, related_name="refund_items"
    )
    quantity = models.PositiveIntegerField(_("pieces"), default=0)
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("item of a refund")
        verbose_name_plural = _("items of refunds")
        constraints = [
            models.CheckConstraint(name="refund_item_amount_positive", condition=Q(amount__gt=0))
        ]

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.amount}"


class RefundTransition(models.Model):
    """One step of a refund: when, why, and who took it if a person did."""

    refund = models.ForeignKey(Refund, models.PROTECT, related_name="transitions")
    before = models.CharField(_("from"), max_length=10, choices=RefundStatus.choices, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=RefundStatus.choices)
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a refund")
        verbose_name_plural = _("steps of refunds")

    def __str__(self) -> str:
        return f"{self.refund_id}: {self.before} → {self.after}"


class PayoutAccount(models.Model):
    """The buyer's bank account for money that a person sends back; in no list, log or export.

    Forgotten once the money has been there for a while.
    """

    payment = models.OneToOneField(Payment, models.CASCADE, related_name="payout_account")
    bank_bin = models.CharField(_("bank"), max_length=6)
    account = models.CharField(_("account number"), max_length=30)
    holder = models.CharField(_("account holder"), max_length=100)
    given_at = models.DateTimeField(_("given at"))

    class Meta:
        verbose_name = _("account for a refund")
        verbose_name_plural = _("accounts for refunds")

    def __str__(self) -> str:
        return f"{self.payment_id}"
