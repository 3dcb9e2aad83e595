"""Plain objects for templates: nothing here, and nothing rendered from it, asks the database."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page as NumberedPage
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from catalogue.cards import PAGE_SIZES, local_name
from catalogue.clock import VIETNAM
from catalogue.pictures import Source, find
from theme.covers import Cover, glyph_for, weave

if TYPE_CHECKING:
    from cms.models.image import ShopImage
    from cms.models.story import StoryPage

PICTURE_FILTER = "max-1200x900|format-webp"
#: How wide a story's picture stands beside others (theme: story_card.css).
STORY_SIZES = "(min-width: 721px) 400px, 94vw"


@dataclass(frozen=True, slots=True)
class Picture:
    """An editorial picture in the sizes that pages use, as catalogue.cards.Photo; pixels."""

    url: str
    width: int
    height: int
    alt: str
    credit: str
    ai_made: bool
    srcset: str = ""
    sizes: str = ""
    sources: tuple[Source, ...] = ()

    @property
    def caption(self) -> str:
        """The credit line; it says when AI made the picture (Luật 134/2025/QH15)."""
        return " · ".join(filter(None, [self.credit, _("Made with AI") if self.ai_made else ""]))


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A story as lists show it: a picture where there is one, else the woven cover.

    `foreign`, `foreign_lead`: title or lead are Vietnamese, for a reader of another language.
    """

    title: str
    url: str
    lead: str
    place: str
    minutes: int
    published: datetime.date | None
    cover: Cover
    image: Picture | None
    foreign: bool = False
    foreign_lead: bool = False

    @property
    def credit(self) -> str:
        """Who made the picture, and honesty when a machine did."""
        return self.image.caption if self.image else ""


@dataclass(frozen=True, slots=True)
class EndedProduct:
    """A product that a story tells of and that is no longer certified: its page says why."""

    title: str
    url: str
    message: str
    stars: int
    ended_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class GroupTile:
    """One of the six sectors with the number of its products in force."""

    label: str
    url: str
    count: int
    cover: Cover


@dataclass(frozen=True, slots=True)
class RegionTile:
    """A region with the numbers of its provinces and products, and the goods it has most of."""

    name: str
    url: str
    province_count: int
    product_count: int
    goods: str
    cover: Cover
    provinces: "list[MapProvince]"


@dataclass(frozen=True, slots=True)
class MapProvince:
    """One province of the map; shade 0 (nothing on sale) to 4 (the most)."""

    code: str
    name: str
    url: str
    count: int
    shade: int


@dataclass(frozen=True, slots=True)
class PagerItem:
    """A page number and its address; no number is a gap."""

    number: int | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The way through a long list; an empty address has nowhere to go."""

    number: int
    pages: int
    previous: str
    next: str
    items: list[PagerItem]


def pager(shown: NumberedPage, *, address: str) -> Pager:
    """Return the pager of a list at `address`, whose first page needs no number."""

    def url(number: int) -> str:
        return f"{address}?trang={number}" if number > 1 else address

    numbers = shown.paginator.get_elided_page_range(shown.number, on_each_side=1, on_ends=1)
    return Pager(
        number=shown.number,
        pages=shown.paginator.num_pages,
        previous=url(shown.number - 1) if shown.has_previous() else "",
        next=url(shown.number + 1) if shown.has_next() else "",
        items=[
            PagerItem(None, "", False)
            if each == Paginator.ELLIPSIS
            else PagerItem(each, url(each), each == shown.number)
            for each in numbers
        ],
    )


def picture(image: "ShopImage | None", sizes: str = PAGE_SIZES) -> Picture | None:
    """Return the picture in the sizes made at upload; None when there is none.

    One that came before the shop made sizes is shown in Wagtail's own, made once.
    """
    if image is None:
        return None
    words = {"alt": image.alt_text, "credit": image.credit, "ai_made": image.ai_made}
    made = find([image.file.name]).get(image.file.name)
    if made is None:
        rendition = image.get_rendition(PICTURE_FILTER)
        return Picture(rendition.url, rendition.width, rendition.height, **words)
    formats = {"srcset": made.srcset(), "sizes": sizes, "sources": made.sources}
    return Picture(made.url(made.width), made.width, made.height, **words, **formats)


def story_card(story: "StoryPage", *, request=None) -> StoryCard:
    """Return the card of a story, best fetched with for_cards()."""
    region = story.province.region.slug if story.province else ""
    subject = getattr(story, "subject", None) or story.title
    return StoryCard(
        title=story.local("title"),
        url=story.get_url(request) or "",
        lead=story.lead_text(),
        place=local_name(story.province),
        minutes=story.reading_minutes,
        published=_day(story.first_published_at),
        cover=weave(
            slug=story.slug,
            world=region,
            glyph=glyph_for(subject),
            place=story.province.slug if story.province else "",
        ),
        image=picture(story.cover, STORY_SIZES),
        foreign=story.foreign("title"),
        foreign_lead=story.foreign("intro"),
    )


def shades(counts: dict[str, int]) -> dict[str, int]:
    """Return shade 0-4 for every count: 0 for none, then quarters of the greatest."""
    top = max(counts.values(), default=0) or 1
    return {key: min(4, 1 + 4 * (n - 1) // top) if n else 0 for key, n in counts.items()}


def _day(moment: datetime.datetime | None) -> datetime.date | None:
    return moment.astimezone(VIETNAM).date() if moment else None
