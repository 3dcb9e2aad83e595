"""The photographs of a draft: several taken in at once, each refused in a sentence of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from catalogue.cards import CARD_SLOT, Photo, photo
from catalogue.listings.drafts import add_photos, proposed_caption
from catalogue.models import ListingDraft
from catalogue.photos.acceptance import accept_photo
from catalogue.pictures import find_renditions
from shop.users.models import User

#: Each takes about a second, and as much again for everybody else who sends one.
MOST_AT_ONCE = 10


@dataclass(frozen=True)
class DraftPhoto:
    """A photograph in the list of a draft; `image` is None while its sizes are being made."""

    pk: int
    image: Photo | None
    caption: str
    is_first: bool
    is_last: bool


@dataclass
class ReceivedPhotos:
    """How many photographs were taken in, and why others were not."""

    added: int = 0
    refusals: list[str] = field(default_factory=list)


def receive_photos(draft: ListingDraft, files: Iterable[UploadedFile], by: User) -> ReceivedPhotos:
    """Take in each file that is a photograph; one that is not keeps no other one out."""
    received, listed = ReceivedPhotos(), list(files)
    for file in listed[:MOST_AT_ONCE]:
        try:
            added = add_photos(draft=draft, by=by, photos=[accept_photo(file)])
            received.added += len(added)
        except ValidationError as error:
            received.refusals.append(f"{file.name}: {' '.join(error.messages)}")
    if len(listed) > MOST_AT_ONCE:
        text = _("At most %(most)d photographs are taken at a time: please add the others now.")
        received.refusals.append(text % {"most": MOST_AT_ONCE})
    return received


def draft_photos(draft: ListingDraft) -> list[DraftPhoto]:
    """Return the photographs of a draft in their order, in a fixed number of queries."""
    rows = list(draft.photos.select_related("image"))
    renditions = find_renditions(str(row.file.name) for row in rows)
    return [
        DraftPhoto(
            pk=row.pk,
            image=photo(row.file, row.caption or draft.title, renditions, CARD_SLOT),
            caption=row.caption or proposed_caption(draft, order),
            is_first=order == 0,
            is_last=order == len(rows) - 1,
        )
        for order, row in enumerate(rows)
    ]
