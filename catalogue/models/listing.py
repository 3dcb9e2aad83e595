"""What a producer wants the shop to show of a product, before somebody else has looked at it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from catalogue.models.certificate import Certificate
from catalogue.models.product import EVERY_MONTH, LegalType
from catalogue.models.reviewed_draft import DraftState, DraftTransition, ReviewedDraft
from catalogue.photos.fields import PhotoField
from catalogue.private_storage import private_storage

#: Where the papers of drafts rest; nobody but the desk and the producer's own people opens them.
PAPERS = "listing-papers"


class ListingDraftQuerySet(models.QuerySet["ListingDraft"]):
    """Adjectives of drafts."""

    def open(self) -> Self:
        """Not approved yet."""
        return self.exclude(state=DraftState.APPROVED)

    def submitted(self) -> Self:
        """Somebody of the province has to look at them."""
        return self.filter(state=DraftState.SUBMITTED)

    def with_papers(self) -> Self:
        """Approved ones whose producer sent a certificate that nobody has entered since."""
        entered = Certificate.objects.filter(
            product=models.OuterRef("product"), submitted_at__gte=models.OuterRef("decided_at")
        )
        approved = self.filter(state=DraftState.APPROVED).exclude(decision_number="")
        return approved.exclude(models.Exists(entered))


class ListingDraft(ReviewedDraft):
    """Tin đăng: a new product, or another wording of one, as its producer wants it shown.

    What buyers see stays as it is until somebody else approves. `base` is what the product said
    when the draft was begun (catalogue.listings.content), `version` grows with each change. Price
    (whole đồng) and stock stand here for a new product only: those of a product are changed at
    once. Stars, province and producer are no choice of whoever writes.
    """

    producer = models.ForeignKey(
        "catalogue.Producer",
        models.PROTECT,
        related_name="listing_drafts",
        verbose_name=_("producer"),
    )
    province = models.ForeignKey(
        "catalogue.Province", models.PROTECT, related_name="+", verbose_name=_("province")
    )
    product = models.ForeignKey(
        "catalogue.Product",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="listing_drafts",
        verbose_name=_("product"),
    )
    base = models.JSONField(_("what the product said"), default=dict, blank=True)
    title = models.CharField(_("name"), max_length=255, blank=True)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    classification = models.ForeignKey(
        "catalogue.ClassificationNode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("product set"),
    )
    legal_type = models.CharField(
        _("legal type"), max_length=20, choices=LegalType.choices, default=LegalType.ORDINARY
    )
    label = models.JSONField(_("label"), default=dict, blank=True)
    unit = models.CharField(_("sales unit"), max_length=60, blank=True)
    weight_grams = models.PositiveIntegerField(_("parcel weight in grams"), null=True, blank=True)
    days_on_the_way = models.PositiveSmallIntegerField(
        _("keeps on the way, days"), null=True, blank=True
    )
    season_months = models.PositiveSmallIntegerField(_("season"), default=0)
    closed_off_season = models.BooleanField(_("not ordered out of season"), default=False)
    delivery_provinces = models.JSONField(_("sent to"), default=list, blank=True)
    price = models.PositiveIntegerField(_("price"), null=True, blank=True)
    stock = models.PositiveIntegerField(_("stock"), null=True, blank=True)
    code = models.CharField(_("product code"), max_length=40, blank=True)
    decision_number = models.CharField(_("decision number"), max_length=80, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    scan = models.FileField(
        _("photograph of the certificate"),
        storage=private_storage,
        upload_to=f"{PAPERS}/",
        max_length=200,
        blank=True,
    )

    objects = ListingDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        verbose_name = _("listing draft")
        verbose_name_plural = _("listing drafts")
        constraints = [
            models.UniqueConstraint(
                name="listing_one_open_draft_a_product",
                fields=["product"],
                condition=~Q(state="approved"),
            ),
            models.CheckConstraint(
                name="listing_decided_by_another",
                condition=Q(decided_by__isnull=True)
                | (Q(submitted_by__isnull=False) & ~Q(decided_by=F("submitted_by"))),
            ),
            models.CheckConstraint(
                name="listing_changes_for_a_reason",
                condition=~Q(state="changes_asked") | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="listing_approved_is_a_product",
                condition=~Q(state="approved")
                | Q(product__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="listing_season_of_some_months", condition=Q(season_months__lt=EVERY_MONTH)
            ),
            models.CheckConstraint(
                name="listing_price_above_zero", condition=Q(price__isnull=True) | Q(price__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    @property
    def is_new(self) -> bool:
        """Whether it is of something that the shop does not have."""
        return self.product_id is None

    @property
    def keeps_identity(self) -> bool:
        """Whether a certificate stands on the product: then name, set and kind are what it says."""
        return self.product is not None and self.product.certificates.exists()


class ListingPhoto(models.Model):
    """A photograph of a draft: a new one, or one that the product has already (`image`).

    `digest` is the SHA-256 of a new one as it is stored, so that one sent twice is there once.
    """

    draft = models.ForeignKey(
        ListingDraft, models.CASCADE, related_name="photos", verbose_name=_("listing draft")
    )
    image = models.ForeignKey(
        "catalogue.ProductImage",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph of the product"),
    )
    original = PhotoField(_("photograph"), max_length=255, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    caption = models.CharField(_("what it shows"), max_length=200, blank=True)
    display_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["display_order", "pk"]
        verbose_name = _("photograph of a draft")
        verbose_name_plural = _("photographs of drafts")
        constraints = [
            models.UniqueConstraint(
                name="listing_photo_once", fields=["draft", "digest"], condition=~Q(digest="")
            ),
            models.CheckConstraint(
                name="listing_photo_is_one",
                condition=Q(image__isnull=False, original="")
                | (Q(image__isnull=True) & ~Q(original="")),
            ),
        ]

    def __str__(self) -> str:
        return self.caption or str(self.pk)

    @property
    def file(self) -> Any:
        """The stored file, wherever it is."""
        return self.image.original if self.image else self.original


class ListingTransition(DraftTransition):
    """A step of a draft of a listing."""

    draft = models.ForeignKey(
        ListingDraft, models.CASCADE, related_name="transitions", verbose_name=_("listing draft")
    )

    class Meta(DraftTransition.Meta):
        verbose_name = _("step of a draft")
        verbose_name_plural = _("steps of drafts")
