"""Editorial pictures as plain objects, in the sizes that pages ask for."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from catalogue.cards import PAGE_SLOT
from catalogue.pictures import PictureSlot, Source, find_renditions


class EditorialImage(Protocol):
    """What is asked of an image of the CMS; cms.models.ShopImage is one."""

    alt_text: str
    credit: str
    ai_made: bool
    file: Any


@dataclass(frozen=True, slots=True)
class Picture:
    """An editorial picture in the sizes that pages use, as catalogue.cards.Photo; pixels."""

    url: str
    width: int
    height: int
    alt: str = ""
    credit: str = ""
    ai_made: bool = False
    srcset: str = ""
    sizes: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def caption(self) -> str:
        """The credit line; it says when AI made the picture (Luật 134/2025/QH15)."""
        return " · ".join(filter(None, [self.credit, _("Made with AI") if self.ai_made else ""]))


def picture(image: EditorialImage | None, slot: PictureSlot = PAGE_SLOT) -> Picture | None:
    """Return the picture in the sizes made at upload; None when there is none, or none of it."""
    renditions = find_renditions([image.file.name]).get(image.file.name) if image else None
    if image is None or renditions is None:
        return None
    renditions = renditions.within(slot)
    return Picture(
        url=renditions.url(renditions.width),
        width=renditions.width,
        height=renditions.height,
        srcset=renditions.srcset(),
        sizes=slot.sizes,
        sources=renditions.sources,
        alt=image.alt_text,
        credit=image.credit,
        ai_made=image.ai_made,
    )
