"""What the books came to on a day, and what did not add up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyReport(models.Model):
    """Đối soát một ngày: sums by method in whole đồng and what was found; written anew if run again.

    `sums` is {method: {received, refunded, charged_back, outstanding}}; `findings` is a list of
    {kind, about, order, amount, detail}.
    """

    day = models.DateField(_("day"), unique=True)
    made_at = models.DateTimeField(_("made at"))
    sums = models.JSONField(_("sums"), default=dict)
    findings = models.JSONField(_("what does not add up"), default=list)
    repairs = models.JSONField(_("what was put right"), default=list)

    class Meta:
        ordering = ["-day"]
        verbose_name = _("daily report of payments")
        verbose_name_plural = _("daily reports of payments")

    def __str__(self) -> str:
        return f"{self.day}"
