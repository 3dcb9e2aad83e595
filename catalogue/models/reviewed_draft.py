"""What every draft has that somebody else looks at before buyers see it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftState(models.TextChoices):
    """Where a draft stands; the last one is final."""

    DRAFT = "draft", _("being written")
    SUBMITTED = "submitted", _("waiting for the province")
    CHANGES_ASKED = "changes_asked", _("changes asked for")
    APPROVED = "approved", _("approved")


#: States in which its producer may write.
EDITABLE = (DraftState.DRAFT, DraftState.CHANGES_ASKED)


class ReviewedDraft(models.Model):
    """Written by a producer, decided about by somebody else (catalogue.reviewed_drafts).

    `version` grows with each change, `written_from` names the page that wrote each step last. A
    draft has `transitions`, the rows of its own DraftTransition.
    """

    transitions: Any
    version = models.PositiveIntegerField(_("version"), default=1)
    written_from = models.JSONField(default=dict, blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=15, choices=DraftState.choices, default=DraftState.DRAFT
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("begun at"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    updated_at = models.DateTimeField(_("written at"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        abstract = True

    @property
    def is_editable(self) -> bool:
        """Whether its producer may write."""
        return self.state in EDITABLE


class DraftTransition(models.Model):
    """A step of a draft: who, when, and why; written once."""

    before = models.CharField(_("before"), max_length=15, choices=DraftState.choices)
    after = models.CharField(_("after"), max_length=15, choices=DraftState.choices)
    at = models.DateTimeField(_("at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
