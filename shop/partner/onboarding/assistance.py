"""Acting for a seller: an official may, with recorded consent, and each act is recorded."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now, today

LONGEST_ASSISTANCE = timedelta(days=92)


class ConsentForm(models.TextChoices):
    """How somebody said that an official may act for their shop front."""

    SIGNED = "signed", _("by a signed paper")
    IN_PERSON = "in_person", _("in person, before the official")
    PHONE = "phone", _("by telephone, at the number of the register")


class AssistanceConsentQuerySet(models.QuerySet["AssistanceConsent"]):
    """Adjectives of consents."""

    def in_force(self) -> Self:
        """Given, not ended, and not past its last day."""
        return self.filter(ended_at=None, until__gte=today())


class AssistanceConsent(models.Model):
    """Đồng ý làm thay: an official may act for a seller until a day; who agreed, how and when."""

    partner = models.ForeignKey(
        "partner.Partner", models.CASCADE, related_name="consents", verbose_name=_("seller")
    )
    official = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("official")
    )
    given_by = models.CharField(_("who agreed"), max_length=120)
    given_how = models.CharField(_("how"), max_length=10, choices=ConsentForm.choices)
    given_on = models.DateField(_("agreed on"))
    until = models.DateField(_("last day"))
    purpose = models.CharField(_("what for"), max_length=255)
    recorded_at = models.DateTimeField(_("recorded at"), default=now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )

    objects = AssistanceConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        verbose_name = _("consent to be assisted")
        verbose_name_plural = _("consents to be assisted")
        constraints = [
            models.CheckConstraint(
                name="assistance_consent_in_order",
                condition=Q(until__gte=F("given_on")),
            ),
            models.UniqueConstraint(
                fields=["partner", "official"],
                condition=Q(ended_at__isnull=True),
                name="assistance_consent_one_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} → {self.partner_id}"


class AssistedAct(models.Model):
    """Việc làm thay: one thing that an official sent for a seller, whose consent allowed it."""

    consent = models.ForeignKey(
        AssistanceConsent, models.CASCADE, related_name="acts", verbose_name=_("consent")
    )
    at = models.DateTimeField(_("at"), default=now)
    page = models.CharField(_("page"), max_length=200)
    path = models.CharField(_("path"), max_length=255)
    facts = models.JSONField(_("what was sent"), default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("act for a seller")
        verbose_name_plural = _("acts for sellers")

    def __str__(self) -> str:
        return f"{self.consent_id}: {self.path}"
