"""Editorial pictures as plain objects, in the sizes that pages ask for."""

from dataclasses import dataclass, replace
from typing import Any, Protocol

from django.utils.translation import gettext as _

from catalogue.cards import PAGE_SIZES
from catalogue.pictures import Source, find_renditions

PICTURE_FILTER = "max-1200x900|format-webp"


class EditorialImage(Protocol):
    """What is asked of an image of the CMS; cms.models.ShopImage is one."""

    alt_text: str
    credit: str
    ai_made: bool
    file: Any

    def get_rendition(self, filter: str) -> Any:
        """Return the image in another size."""


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


def picture(image: EditorialImage | None, sizes: str = PAGE_SIZES) -> Picture | None:
    """Return the picture in the sizes made at upload; None when there is none.

    One that came before the shop made sizes is shown in Wagtail's own, made once.
    """
    if image is None:
        return None
    renditions = find_renditions([image.file.name]).get(image.file.name)
    if renditions is None:
        rendition = image.get_rendition(PICTURE_FILTER)
        shown = Picture(rendition.url, rendition.width, rendition.height)
    else:
        shown = Picture(
            url=renditions.url(renditions.width),
            width=renditions.width,
            height=renditions.height,
            srcset=renditions.srcset(),
            sizes=sizes,
            sources=renditions.sources,
        )
    return replace(shown, alt=image.alt_text, credit=image.credit, ai_made=image.ai_made)
