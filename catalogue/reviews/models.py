"""What buyers say of a product: shown after a look, refused for its words and never its score.

Luật 19/2023 Đ.39.3: reviews are shown as they are; what is not shown has a reason on record.
"""

from typing import ClassVar
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from oscar.apps.catalogue.reviews.abstract_models import AbstractProductReview
from oscar.apps.catalogue.reviews.managers import (
    ProductReviewQuerySet as UpstreamProductReviewQuerySet,
)

from catalogue.clock import now


class Score(models.IntegerChoices):
    """How content a buyer is, in words: a row of stars would be taken for OCOP's."""

    VERY_CONTENT = 5, _("Very pleased")
    CONTENT = 4, _("Pleased")
    FAIR = 3, _("It is all right")
    NOT_CONTENT = 2, _("Not pleased")
    DISAPPOINTED = 1, _("Disappointed")


class Ground(models.TextChoices):
    """Why a review is not shown; that it is unfavourable is no ground."""

    OFF_TOPIC = "off_topic", _("it is not about the product, its packing or its delivery")
    INSULT = "insult", _("it insults somebody or breaks the law")
    PERSONAL = "personal", _("it tells somebody's personal data, such as a phone number")
    ADVERT = "advert", _("it advertises something else")
    CURE = "cure", _("it promises that food heals, which the law forbids")
    UNREADABLE = "unreadable", _("it cannot be understood")
    UNTRUE = "untrue", _("it has been shown to be untrue")


class Complaint(models.TextChoices):
    INSULT = "insult", _("it insults somebody or breaks the law")
    PERSONAL = "personal", _("it tells somebody's personal data, such as a phone number")
    ADVERT = "advert", _("it advertises something else")
    UNTRUE = "untrue", _("it is not true")
    OTHER = "other", _("another reason")


class ProductReviewQuerySet(UpstreamProductReviewQuerySet["ProductReview"]):
    def published(self) -> Self:
        """Reviews that everybody may read."""
        return self.filter(status=self.model.APPROVED)

    def pending(self) -> Self:
        """Reviews that wait for a moderator."""
        return self.filter(status=self.model.FOR_MODERATION)

    def refused(self) -> Self:
        """Reviews that are not shown, each with its ground."""
        return self.filter(status=self.model.REJECTED)

    def reported(self) -> Self:
        """Shown reviews with a report that nobody has settled."""
        return self.published().filter(reports__settled_at=None, reports__isnull=False).distinct()


class ProductReview(AbstractProductReview):
    """Nhận xét: one a product and buyer. `buyer` is a keyed digest of the phone of the order.

    Rows are written by the services alone, past save(): Oscar's would save the whole product.
    """

    title = models.CharField(_("title"), max_length=255, blank=True, default="")
    score = models.PositiveSmallIntegerField(_("score"), choices=Score.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        blank=True,
        null=True,
        related_name="reviews",
        verbose_name=_("account"),
    )
    line = models.ForeignKey(
        "order.Line", models.SET_NULL, null=True, related_name="+", verbose_name=_("order line")
    )
    buyer = models.CharField(_("buyer"), max_length=64, null=True, editable=False)
    language = models.CharField(_("language"), max_length=10, default="vi")
    written_at = models.DateTimeField(_("written at"), default=now)
    edited_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    ground = models.CharField(_("why not shown"), max_length=12, choices=Ground.choices, blank=True)
    note = models.CharField(_("note to the writer"), max_length=500, blank=True)
    reply = models.TextField(_("reply of the producer"), blank=True)
    replied_at = models.DateTimeField(_("replied at"), null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("replied by"),
    )

    objects: ClassVar = ProductReviewQuerySet.as_manager()

    class Meta(AbstractProductReview.Meta):
        abstract = False
        ordering = ["-written_at", "-pk"]
        indexes = [models.Index(fields=["product", "status"], name="review_shown")]
        constraints = [
            models.UniqueConstraint(fields=["product", "buyer"], name="review_once_a_buyer"),
            models.CheckConstraint(name="review_score_1_to_5", condition=Q(score__range=(1, 5))),
            models.CheckConstraint(
                name="review_refused_has_ground", condition=~Q(status=2) | ~Q(ground="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.score}/5"

    def clean(self) -> None:
        """Ask for no title, account or e-mail, as Oscar would: the order says who wrote."""


class ReviewDecision(models.Model):
    """What the shop decided on a review, when and why: nothing disappears without a trace."""

    review = models.ForeignKey(ProductReview, models.CASCADE, related_name="decisions")
    status = models.SmallIntegerField(_("status"), choices=ProductReview.STATUS_CHOICES)
    ground = models.CharField(_("why not shown"), max_length=12, choices=Ground.choices, blank=True)
    note = models.CharField(_("note to the writer"), max_length=500, blank=True)
    body = models.TextField(_("text decided on"))
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        ordering = ["pk"]
        verbose_name = _("decision on a review")
        verbose_name_plural = _("decisions on reviews")
        constraints = [
            models.CheckConstraint(
                name="review_decision_refusal_has_ground", condition=~Q(status=2) | ~Q(ground="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.get_status_display()}"


class ReviewReport(models.Model):
    """A reader's report; `visitor` is a keyed digest, so that one person reports once."""

    review = models.ForeignKey(ProductReview, models.CASCADE, related_name="reports")
    complaint = models.CharField(_("why"), max_length=12, choices=Complaint.choices)
    note = models.CharField(_("note"), max_length=500, blank=True)
    visitor = models.CharField(max_length=64, editable=False)
    at = models.DateTimeField(_("at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("report of a review")
        verbose_name_plural = _("reports of reviews")
        constraints = [
            models.UniqueConstraint(fields=["review", "visitor"], name="review_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.review_id}: {self.complaint}"


# Once ours is registered, Oscar's module has none of its own; the checker sees one there.
from oscar.apps.catalogue.reviews.models import *  # type: ignore[assignment]
