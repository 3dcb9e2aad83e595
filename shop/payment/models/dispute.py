"""Card payments that a buyer's bank disputes: by when the shop may answer, and how it ended."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.clock import VIETNAM
from shop.payment.models.payment import Payment


class DisputeStatus(models.TextChoices):
    """How a dispute stands, by Stripe's own words; a warning has taken no money yet."""

    WARNING_NEEDS_RESPONSE = "warning_needs_response", _("inquiry, waits for our answer")
    WARNING_UNDER_REVIEW = "warning_under_review", _("inquiry, answered")
    WARNING_CLOSED = "warning_closed", _("inquiry, closed")
    NEEDS_RESPONSE = "needs_response", _("waits for our answer")
    UNDER_REVIEW = "under_review", _("answered, the bank decides")
    WON = "won", _("won, the money came back")
    LOST = "lost", _("lost, the money is gone")
    PREVENTED = "prevented", _("settled before it began")


UNANSWERED = (DisputeStatus.WARNING_NEEDS_RESPONSE, DisputeStatus.NEEDS_RESPONSE)
CLOSED = (
    DisputeStatus.WARNING_CLOSED,
    DisputeStatus.WON,
    DisputeStatus.LOST,
    DisputeStatus.PREVENTED,
)


class DisputeQuerySet(models.QuerySet["Dispute"]):
    """Adjectives of disputes."""

    def unanswered(self) -> Self:
        """Those that the shop may still answer, in Stripe's dashboard."""
        return self.filter(status__in=UNANSWERED)


class Dispute(models.Model):
    """Khiếu nại thẻ: what a buyer's bank asks back, whole đồng; the money itself is in the ledger.

    After `answer_by` the bank decides without us.
    """

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes")
    reference = models.CharField(_("reference"), max_length=255, unique=True)
    amount = models.DecimalField(_("amount in đồng"), max_digits=12, decimal_places=0)
    reason = models.CharField(_("reason"), max_length=50, blank=True)
    status = models.CharField(_("status"), max_length=30, choices=DisputeStatus.choices)
    opened_at = models.DateTimeField(_("opened at"))
    answer_by = models.DateTimeField(_("answer by"))

    objects = DisputeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = _("dispute")
        verbose_name_plural = _("disputes")

    def __str__(self) -> str:
        return self.reference

    @property
    def last_day(self) -> date:
        """The last day in Vietnam on which the answer is surely in time."""
        return (self.answer_by.astimezone(VIETNAM) - timedelta(hours=1)).date()

    @property
    def is_unanswered(self) -> bool:
        """Whether the shop may still answer."""
        return self.status in UNANSWERED
