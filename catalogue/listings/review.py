"""Approving a draft: what it says is written into its product."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.listings.completeness import listing_faults
from catalogue.listings.content import SHARED, changed_facts
from catalogue.models import (
    ListingDraft,
    ListingPhoto,
    Product,
    ProductClass,
    ProductImage,
)
from catalogue.models.product import LegalType
from catalogue.reviewed_drafts.steps import close_approved, lock_decidable
from catalogue.services.exceptions import ListingError
from catalogue.services.labels import state_label
from catalogue.slugs import free_slug
from catalogue.text import slugify_vi

#: Leaves room for a number.
SLUG_LENGTH = 240


@transaction.atomic
def approve_listing(*, draft: ListingDraft, by: User, seen: int) -> ListingDraft:
    """Write what a draft says into its product, or make the product of a new one.

    Only what the draft says another way than the product did when it was begun is written; what
    others changed beside it stays. `seen` is the version that was looked at. Raises SameActor for
    whoever wrote it, ListingOutdated for another version, ListingError for one that is not
    submitted or says what it may not.
    """
    locked = lock_decidable(draft, by, seen)
    faults = listing_faults(locked)
    if faults:
        raise ListingError([fault.text for fault in faults])
    if locked.product_id is None:
        locked.product = _make_product(locked)
    else:
        list(Product.objects.select_for_update(no_key=True).filter(pk=locked.product_id))
        _change_product(locked)
    _show_photos(locked)
    return close_approved(locked, by)


def _make_product(draft: ListingDraft) -> Product:
    """Make the product; nobody sees it before a second person has verified its certificate."""
    is_service = draft.legal_type == LegalType.SERVICE
    slug = slugify_vi(draft.title, SLUG_LENGTH) or "san-pham"
    product = Product.objects.create(
        slug=free_slug(slug, Product.objects.exclude(structure=Product.CHILD)),
        product_class=_product_class(is_service=is_service),
        producer=draft.producer,
        province=draft.province,
        commune=draft.producer.commune,
        classification=draft.classification,
        is_public=True,
        **{name: getattr(draft, name) for name in SHARED},
    )
    state_label(product=product, texts=draft.label)
    return product


def _product_class(*, is_service: bool) -> ProductClass:
    """Goods are sent and counted; a tourism service is neither."""
    slug, name = (
        ("dich-vu-du-lich", _("Tourism service")) if is_service else ("dac-san", _("Specialty"))
    )
    return ProductClass.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "requires_shipping": not is_service,
            "track_stock": not is_service,
        },
    )[0]


def _change_product(draft: ListingDraft) -> None:
    product = draft.product
    if product is None:  # pragma: no cover - the caller has looked
        return
    product.refresh_from_db()
    changed: dict[str, Any] = changed_facts(draft)
    label = {
        name.removeprefix("label."): value
        for name, value in changed.items()
        if name.startswith("label.")
    }
    columns = {name: value for name, value in changed.items() if not name.startswith("label.")}
    if "classification" in columns:
        columns["classification_id"] = columns.pop("classification")
    for name, value in columns.items():
        setattr(product, name, value)
    product.save()
    state_label(product=product, texts=label)


def _show_photos(draft: ListingDraft) -> None:
    """Give the product the photographs of the draft, in their order, and take away the others."""
    kept = draft.photos.exclude(image=None).values_list("image", flat=True)
    begun_with = ProductImage.objects.filter(
        product=draft.product, date_created__lte=draft.created_at
    )
    for image in begun_with.exclude(pk__in=list(kept)):
        image.delete()
    for order, photo in enumerate(draft.photos.select_related("image")):
        if photo.image:
            _place(photo.image, photo, order)
            continue
        image = ProductImage(product=draft.product, caption=photo.caption, display_order=order)
        image.original.name = photo.original.name
        image.save()
        # The file is the product's now: the draft only names it.
        ListingPhoto.objects.filter(pk=photo.pk).update(image=image, original="", digest="")


def _place(image: ProductImage, photo: ListingPhoto, order: int) -> None:
    if (image.caption, image.display_order) != (photo.caption, order):
        image.caption, image.display_order = photo.caption, order
        image.save()
