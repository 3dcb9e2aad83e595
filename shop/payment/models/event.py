"""What a provider told us, stored once before anything is done about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventOutcome(models.TextChoices):
    """What became of an event."""

    PENDING = "pending", _("waiting")
    APPLIED = "applied", _("applied")
    IGNORED = "ignored", _("nothing to do")
    REFUSED = "refused", _("does not fit")


class ProviderEvent(models.Model):
    """A signed message of a payment provider; the worker applies it, in any order.

    Of its content only what is needed is kept, nothing of cards, names or addresses.
    """

    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("the provider's id"), max_length=255)
    kind = models.CharField(_("kind"), max_length=100)
    payload = models.JSONField(_("content"))
    received_at = models.DateTimeField(_("received at"))
    outcome = models.CharField(
        _("outcome"),
        max_length=10,
        choices=EventOutcome.choices,
        default=EventOutcome.PENDING,
        db_index=True,
    )
    problem = models.CharField(_("what does not fit"), max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    due_at = models.DateTimeField(_("next try at"))
    processed_at = models.DateTimeField(_("processed at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("provider event")
        verbose_name_plural = _("provider events")
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="provider_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.kind} {self.event_id}"
