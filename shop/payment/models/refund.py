"""Money to be given back: asked for, agreed to, sent; and for which goods."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.payment.models.payment import Payment


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


class Refund(models.Model):
    """Hoàn tiền: so many đồng back to the buyer by the original method; its ledger row comes when it is sent."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
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
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("agreed to at"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"


class RefundItem(models.Model):
    """For what a refund is: pieces of a line, or the delivery of a producer order (no line)."""

    refund = models.ForeignKey(Refund, models.PROTECT, related_name="items")
    producer_order = models.ForeignKey("order.ProducerOrder", models.PROTECT, related_name="+")
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
