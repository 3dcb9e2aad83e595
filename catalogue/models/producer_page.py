"""A producer's own page: what buyers see of it, and what its producer wants them to see."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.reviewed_draft import DraftState, DraftTransition, ReviewedDraft
from catalogue.photos.fields import PhotoField


class ProducerPageContent(models.Model):
    """What a producer tells of itself beside its name, its words and its portrait.

    `people` are {"name", "role", "consent"}: nobody is named who has not agreed (Luật
    91/2025/QH15). Phones are stored as +84…; of phone, Zalo and hours only those are shown that say so.
    """

    about_english = models.TextField(_("about, in English"), max_length=5000, blank=True)
    people = models.JSONField(_("people"), default=list, blank=True)
    visit = models.TextField(_("how to find it and to visit"), max_length=1500, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    phone_is_public = models.BooleanField(_("phone is shown"), default=False)
    zalo = models.CharField(_("Zalo number"), max_length=20, blank=True)
    zalo_is_public = models.BooleanField(_("Zalo number is shown"), default=False)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    opening_hours_are_public = models.BooleanField(_("opening hours are shown"), default=False)
    video_url = models.URLField(_("video"), max_length=200, blank=True)

    class Meta:
        abstract = True


class ProducerPage(ProducerPageContent):
    """What buyers see; name, words, portrait, commune and colours stand on the producer itself."""

    producer = models.OneToOneField(
        "catalogue.Producer", models.CASCADE, related_name="page", verbose_name=_("producer")
    )

    class Meta:
        verbose_name = _("page of a producer")
        verbose_name_plural = _("pages of producers")

    def __str__(self) -> str:
        return str(self.producer_id)


class ProducerPageDraftQuerySet(models.QuerySet["ProducerPageDraft"]):
    """Adjectives of drafts."""

    def open(self) -> Self:
        """Not approved yet."""
        return self.exclude(state=DraftState.APPROVED)

    def submitted(self) -> Self:
        """Somebody of the province has to look at them."""
        return self.filter(state=DraftState.SUBMITTED)


class ProducerPageDraft(ReviewedDraft, ProducerPageContent):
    """A producer's page as its people want it shown, before somebody of the province has looked.

    `base` is what the page said when the draft was begun. `portrait` is a new one; where it is
    empty the one of the producer stays, unless `drops_portrait`.
    """

    producer = models.ForeignKey(
        "catalogue.Producer",
        models.PROTECT,
        related_name="page_drafts",
        verbose_name=_("producer"),
    )
    province = models.ForeignKey(
        "catalogue.Province", models.PROTECT, related_name="+", verbose_name=_("province")
    )
    base = models.JSONField(_("what the page said"), default=dict, blank=True)
    about = models.TextField(_("about"), max_length=5000, blank=True)
    portrait = PhotoField(_("portrait"), max_length=255, blank=True)
    drops_portrait = models.BooleanField(_("without the portrait"), default=False)
    colours = models.PositiveSmallIntegerField(_("colours"), null=True, blank=True)
    commune = models.ForeignKey(
        "catalogue.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("commune"),
    )

    objects = ProducerPageDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("draft of a producer's page")
        verbose_name_plural = _("drafts of producers' pages")
        constraints = [
            models.UniqueConstraint(
                name="page_one_open_draft_a_producer",
                fields=["producer"],
                condition=~Q(state="approved"),
            ),
            models.CheckConstraint(
                name="page_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | (Q(submitted_by__isnull=False) & ~Q(decided_by=F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="page_changes_for_a_reason",
                condition=~Q(state="changes_asked") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="page_approved_by_somebody",
                condition=~Q(state="approved")
                | Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.producer_id)


class ProducerPageTransition(DraftTransition):
    """A step of a draft of a producer's page."""

    draft = models.ForeignKey(
        ProducerPageDraft,
        models.CASCADE,
        related_name="transitions",
        verbose_name=_("draft of a producer's page"),
    )

    class Meta(DraftTransition.Meta):
        verbose_name = _("step of a page's draft")
        verbose_name_plural = _("steps of pages' drafts")
