"""The history of a certificate: what happened to it, by whom and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalogue.models.certificate import Certificate


class EventKind(models.TextChoices):
    """What happened to a certificate."""

    SUBMITTED = "submitted", _("submitted")
    VERIFIED = "verified", _("verified")
    EXTENDED = "extended", _("extended")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("superseded")
    CORRECTED = "corrected", _("corrected")
    WITHDRAWN = "withdrawn", _("taken back with its file")
    RESTORED = "restored", _("restored")


class CertificateEvent(models.Model):
    """Lịch sử chứng nhận: who did what, when and why. Rows are added, never changed."""

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="events", verbose_name=_("certificate")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices)
    effective_on = models.DateField(_("effective on"))
    at = models.DateTimeField(_("recorded at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("actor")
    )
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("certificate event")
        verbose_name_plural = _("certificate events")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on}"
