"""Writing a draft: begun, written step by step, submitted, thrown away."""

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import now
from catalogue.listings.completeness import listing_faults
from catalogue.listings.content import CERTIFIED, draft_content, product_content
from catalogue.models import (
    ListingDraft,
    ListingPhoto,
    Producer,
    Product,
    ProductImage,
)
from catalogue.models.reviewed_draft import DraftState
from catalogue.photos.acceptance import AcceptedPhoto
from catalogue.reviewed_drafts.steps import hand_in, lock_editable, save_written
from catalogue.services.exceptions import ListingError
from catalogue.text import normalize

#: More nobody looks at on a phone.
MOST_PHOTOS = 12
#: What a producer may write; nothing else that a form brings is looked at.
WRITABLE = frozenset(
    (
        *("title", "description", "classification", "legal_type", "label"),
        *("unit", "weight_grams", "days_on_the_way", "price", "stock"),
        *("season_months", "closed_off_season", "delivery_provinces"),
        *("code", "decision_number", "decision_date", "scan"),
    )
)


@transaction.atomic
def begin_listing(*, producer: Producer, by: User) -> ListingDraft:
    """Begin a new listing; one that this person has begun and left untouched is that one."""
    list(Producer.objects.select_for_update(no_key=True).filter(pk=producer.pk).values_list("pk"))
    untouched = ListingDraft.objects.filter(
        producer=producer, product=None, version=1, created_by=by, state=DraftState.DRAFT
    )
    return untouched.first() or _create(producer, by)


@transaction.atomic
def begin_change(*, product: Product, by: User) -> ListingDraft:
    """Return the open draft of a product; where there is none, one that says what it says now."""
    list(Product.objects.select_for_update(no_key=True).filter(pk=product.pk).values_list("pk"))
    existing = ListingDraft.objects.open().filter(product=product).first()
    if existing:
        return existing
    if product.producer is None:
        raise ListingError(_("The register names no producer of it, so nobody may change it here."))
    content = product_content(product)
    draft = _create(product.producer, by, product=product, base=content, **_columns(content))
    for image in product.images.all():
        ListingPhoto.objects.create(
            draft=draft, image=image, caption=image.caption, display_order=image.display_order
        )
    return draft


@transaction.atomic
def copy_listing(*, product: Product, by: User, price: int | None = None) -> ListingDraft:
    """Begin a new listing with the words of a product; photographs are taken anew."""
    if product.producer is None:
        raise ListingError(_("The register names no producer of it, so nobody may change it here."))
    return _create(
        product.producer, by, price=price, version=2, **_columns(product_content(product))
    )


def _create(producer: Producer, by: User, **facts: Any) -> ListingDraft:
    product, moment = facts.get("product"), now()
    province = product.province_id if product and product.province_id else producer.province_id
    return ListingDraft.objects.create(
        producer=producer,
        province_id=province,
        created_by=by,
        created_at=moment,
        updated_by=by,
        updated_at=moment,
        **facts,
    )


def _columns(content: Mapping[str, Any]) -> dict[str, Any]:
    columns = dict(content)
    return columns | {"classification_id": columns.pop("classification")}


@transaction.atomic
def write_draft(
    *, draft: ListingDraft, by: User, facts: Mapping[str, Any], step: str = "", page: str = ""
) -> ListingDraft:
    """Write these facts of a draft and leave all others; `page` is the page they were typed on.

    What is no choice of its writer is passed over: stars, province, producer, and what the
    certificate of a product settles. Raises ListingError for a draft that is not being written.
    """
    locked = lock_editable(draft)
    barred = CERTIFIED if locked.keeps_identity else ()
    if locked.product_id:
        barred = (*barred, "price", "stock")
    wanted = {name: value for name, value in facts.items() if name in WRITABLE - {*barred}}
    if "scan" in wanted:
        _drop_paper(locked)
    for name, value in wanted.items():
        setattr(locked, name, normalize(value) if isinstance(value, str) else value)
    if step and page:
        locked.written_from = locked.written_from | {step: page[:40]}
    return save_written(locked, by)


@transaction.atomic
def add_photos(
    *, draft: ListingDraft, by: User, photos: Iterable[AcceptedPhoto]
) -> list[ListingPhoto]:
    """Add photographs behind the others and return those added; one that is there already is not.

    Raises ListingError where they would be too many.
    """
    locked = lock_editable(draft)
    last = locked.photos.aggregate(last=Max("display_order"))["last"]
    order = 0 if last is None else last + 1
    known = set(locked.photos.values_list("digest", flat=True))
    added = []
    for photo in photos:
        photo.seek(0)
        digest = hashlib.sha256(photo.read()).hexdigest()
        photo.seek(0)
        if digest in known:
            continue
        if locked.photos.count() >= MOST_PHOTOS:
            raise ListingError(_("At most %(most)d photographs.") % {"most": MOST_PHOTOS})
        known.add(digest)
        caption = proposed_caption(locked, order)
        row = ListingPhoto(draft=locked, digest=digest, display_order=order, caption=caption)
        row.original.save(str(photo.name), photo, save=False)
        row.save()
        added.append(row)
        order += 1
    if added:
        save_written(locked, by)
    return added


def proposed_caption(draft: ListingDraft, order: int) -> str:
    """Return what a photograph is said to show until somebody says it better; empty without a name."""
    if not draft.title:
        return ""
    if order == 0:
        return draft.title[:200]
    return _("%(name)s, photograph %(number)d") % {"name": draft.title[:170], "number": order + 1}


@transaction.atomic
def move_photo(*, photo: ListingPhoto, by: User, places: int) -> None:
    """Move a photograph so many places back (or forward, below zero); the first is the main one."""
    locked = lock_editable(photo.draft)
    row = list(locked.photos.all())
    place = next((n for n, each in enumerate(row) if each.pk == photo.pk), None)
    if place is None:
        return
    moved = row.pop(place)
    row.insert(max(0, place + places), moved)
    for order, each in enumerate(row):
        ListingPhoto.objects.filter(pk=each.pk).update(display_order=order)
    save_written(locked, by)


@transaction.atomic
def caption_photos(*, draft: ListingDraft, by: User, captions: Mapping[int, str]) -> None:
    """Write what these photographs of a draft show."""
    locked = lock_editable(draft)
    changed = 0
    for pk, caption in captions.items():
        rows = locked.photos.filter(pk=pk).exclude(caption=normalize(caption)[:200])
        changed += rows.update(caption=normalize(caption)[:200])
    if changed:
        save_written(locked, by)


@transaction.atomic
def remove_photo(*, photo: ListingPhoto, by: User) -> None:
    """Take a photograph out of a draft; that of a product stays there until the draft is approved."""
    locked = lock_editable(photo.draft)
    photo.delete()
    save_written(locked, by)


@transaction.atomic
def submit_listing(*, draft: ListingDraft, by: User) -> ListingDraft:
    """Hand a draft to the province; raises ListingError with every sentence on what it lacks."""
    locked = lock_editable(draft)
    faults = [fault.text for fault in listing_faults(locked)]
    if not faults and locked.product and not is_changed(locked):
        faults.append(_("Nothing is changed yet."))
    return hand_in(locked, by, faults)


@transaction.atomic
def discard_draft(*, draft: ListingDraft) -> None:
    """Throw a draft away; what buyers see stays as it is."""
    locked = lock_editable(draft)
    _drop_paper(locked)
    locked.delete()


def _drop_paper(draft: ListingDraft) -> None:
    """Delete the photograph of a certificate that is thrown away or replaced."""
    if draft.scan:
        transaction.on_commit(partial(draft.scan.storage.delete, str(draft.scan.name)), robust=True)


def is_changed(draft: ListingDraft) -> bool:
    """Whether a draft says or shows anything else than its product does."""
    if draft.product is None:
        return True
    columns = _columns(draft.base) if draft.base else {}
    says = _columns(draft_content(draft))
    if any((columns.get(name) or None) != (value or None) for name, value in says.items()):
        return True
    shown = list(draft.photos.values_list("image", "caption"))
    stored = list(
        ProductImage.objects.filter(product=draft.product).order_by("display_order", "pk")
    )
    return bool(draft.decision_number) or shown != [(image.pk, image.caption) for image in stored]
