"""Calls made about a cash order: who called, when, and what came of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CallOutcome(models.TextChoices):
    """What came of a call."""

    CONFIRMED = "confirmed", _("the buyer confirmed")
    NOT_REACHED = "not_reached", _("not reached")
    CANCELLED = "cancelled", _("the buyer does not want it")


class ConfirmationCall(models.Model):
    """Cuộc gọi xác nhận: one call, never changed; the last one that reached the buyer decides."""

    order = models.ForeignKey("order.Order", models.PROTECT, related_name="calls")
    outcome = models.CharField(_("outcome"), max_length=12, choices=CallOutcome.choices)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("call to confirm an order")
        verbose_name_plural = _("calls to confirm orders")

    def __str__(self) -> str:
        return f"{self.order_id}: {self.outcome}"
