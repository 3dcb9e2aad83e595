"""One payment for an order, whatever its number of sellers; its attempts and its steps."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PaymentStatus(models.TextChoices):
    """How far the money of an order is: see shop.payment.states."""

    ON_DELIVERY = "on_delivery", _("to be paid to the courier")
    AWAITING = "awaiting", _("awaiting payment")
    PAID = "paid", _("paid")
    PARTLY_REFUNDED = "partly_refunded", _("partly refunded")
    REFUNDED = "refunded", _("refunded")
    CHARGED_BACK = "charged_back", _("taken back by the bank")
    EXPIRED = "expired", _("not paid in time")
    CANCELLED = "cancelled", _("nothing to pay")


#: What is due before parcels are sent has not come, or was taken back.
UNPAID = (PaymentStatus.AWAITING, PaymentStatus.CHARGED_BACK)


class AttemptStatus(models.TextChoices):
    """How far one attempt to pay is. STARTED is written before the provider is asked."""

    STARTED = "started", _("begun")
    OPEN = "open", _("open")
    SUCCEEDED = "succeeded", _("succeeded")
    FAILED = "failed", _("failed")
    EXPIRED = "expired", _("ended unpaid")


class Payment(models.Model):
    """Thanh toán của một đơn hàng. `status` follows from the ledger and the order, and is kept for lists.

    `amount` is what the order cost when it was placed; `reference` is what a transfer names:
    letters and digits only, as banks drop anything else.
    """

    order = models.OneToOneField("order.Order", models.PROTECT, related_name="payment")
    method = models.CharField(_("way of paying"), max_length=20)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    status = models.CharField(
        _("status"), max_length=20, choices=PaymentStatus.choices, db_index=True
    )
    expires_at = models.DateTimeField(_("goods are kept until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(
                name="payment_status_known", condition=Q(status__in=PaymentStatus.values)
            ),
            models.CheckConstraint(name="payment_amount_not_negative", condition=Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return self.reference


class PaymentTransition(models.Model):
    """One change of a payment's status: when, why, and who caused it if a person did."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="transitions")
    before = models.CharField(_("from"), max_length=20, choices=PaymentStatus.choices)
    after = models.CharField(_("to"), max_length=20, choices=PaymentStatus.choices)
    at = models.DateTimeField(_("at"))
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("step of a payment")
        verbose_name_plural = _("steps of payments")

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.before} → {self.after}"


class PaymentAttempt(models.Model):
    """One try to pay by one method, written down with its idempotency key before a provider is asked.

    `provider_reference` is the provider's own name for it (Stripe: the Checkout Session); `for_payer`
    says that its page leads back to somebody who pays by a link, not to the buyer.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("number"))
    method = models.CharField(_("way of paying"), max_length=20)
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    idempotency_key = models.CharField(_("idempotency key"), max_length=80, unique=True)
    provider_reference = models.CharField(_("provider's reference"), max_length=255, blank=True)
    url = models.URLField(_("page to pay on"), max_length=2000, blank=True)
    for_payer = models.BooleanField(_("paid by a link"), default=False, db_default=False)
    status = models.CharField(
        _("status"), max_length=10, choices=AttemptStatus.choices, default=AttemptStatus.STARTED
    )
    error = models.CharField(_("what went wrong"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"))
    expires_at = models.DateTimeField(_("open until"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("attempt to pay")
        verbose_name_plural = _("attempts to pay")
        constraints = [
            models.UniqueConstraint(fields=["payment", "number"], name="payment_attempt_number"),
            models.UniqueConstraint(
                fields=["method", "provider_reference"],
                condition=~Q(provider_reference=""),
                name="payment_attempt_provider_reference",
            ),
            models.UniqueConstraint(
                fields=["payment"],
                condition=Q(status__in=["started", "open"]),
                name="payment_attempt_one_open",
            ),
            models.CheckConstraint(
                name="payment_attempt_amount_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}/{self.number}"
