"""Makers of drafts of listings."""

from catalogue.listings.drafts import add_photos, begin_listing, submit_listing, write_draft
from catalogue.models import ListingDraft, Producer
from catalogue.photos.acceptance import AcceptedPhoto
from shop.users.models import User
from tests import makers
from tests.photo_files import photo

#: All that the label of a food must state.
FOOD_LABEL = {
    "quantity": "500 g",
    "ingredients": "Mật ong 100 %",
    "shelf_life": "24 tháng",
    "storage": "Nơi khô mát",
    "usage": "Pha với nước ấm",
    "warnings": "Không dùng cho trẻ dưới 1 tuổi",
}


def photo_file(colour: str = "green") -> AcceptedPhoto:
    """A photograph as the shop stores it, without the program that takes one in."""
    return AcceptedPhoto(photo(colour=colour))


def listing_draft(
    of: Producer | None = None, *, by: User | None = None, photos: int = 1, **facts
) -> ListingDraft:
    """A new listing with everything in it, not submitted."""
    person = by or makers.user()
    draft = begin_listing(producer=of or makers.producer(), by=person)
    told = {
        "title": "Mật ong hoa tràm",
        "description": "Mật của ong rừng tràm, quay một lần mỗi mùa.",
        "classification": makers.group(),
        "label": FOOD_LABEL,
        "unit": "Chai 500 ml",
        "weight_grams": 700,
        "price": 185_000,
        "stock": 20,
    }
    draft = write_draft(draft=draft, by=person, facts=told | facts)
    colours = ("green", "red", "blue", "yellow", "white", "black")
    add_photos(draft=draft, by=person, photos=[photo_file(colour) for colour in colours[:photos]])
    draft.refresh_from_db()
    return draft


def submitted_draft(of: Producer | None = None, **facts) -> ListingDraft:
    """A new listing that waits for the province."""
    draft = listing_draft(of, **facts)
    return submit_listing(draft=draft, by=draft.created_by)
