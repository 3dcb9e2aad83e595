"""The photographs of a draft as pages show them."""

from catalogue.cards import PAGE_SLOT, Photo, photo
from catalogue.models import ListingDraft
from catalogue.pictures import PictureSlot, find_renditions


def listing_photos(draft: ListingDraft, slot: PictureSlot = PAGE_SLOT) -> list[Photo]:
    """Return the photographs of a draft in their order, as far as their sizes are made."""
    rows = list(draft.photos.select_related("image"))
    renditions = find_renditions(str(row.file.name) for row in rows)
    shown = (photo(row.file, row.caption or draft.title, renditions, slot) for row in rows)
    return [each for each in shown if each]
