"""A remark of a seller's people about an order, which the buyer never reads."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_INTERNAL_NOTE = 500


class InternalNote(models.Model):
    """Ghi chú nội bộ: never changed; only those who work for the seller read it."""

    producer_order = models.ForeignKey(
        "order.ProducerOrder", models.CASCADE, related_name="internal_notes"
    )
    submission = models.UUIDField(_("submission token"), unique=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    text = models.CharField(_("note"), max_length=MAX_INTERNAL_NOTE)
    written_at = models.DateTimeField(_("written at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")

    def __str__(self) -> str:
        return f"{self.producer_order_id} · {self.pk}"
