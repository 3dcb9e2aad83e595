"""A producer's page as buyers would see it: its head, its words and all it tells of itself."""

from copy import copy
from dataclasses import dataclass

from catalogue.cards import Photo, local_name, producer_cover, producer_portrait
from catalogue.clock import today
from catalogue.models import Producer, ProducerPageDraft
from catalogue.paths import province_path
from catalogue.producer_pages.content import page_of
from shop.partner.own_page import OwnPage, own_page
from theme.covers import Cover
from theme.minimap import Locator, locate


@dataclass(frozen=True)
class PageHead:
    """What components/producer_header.html reads of the producer."""

    name: str
    kind: str
    cover: Cover
    portrait: Photo | None


@dataclass(frozen=True)
class PagePreview:
    """What workspace/producer_page/preview.html reads."""

    head: PageHead
    province: dict[str, str]
    place: str
    own: OwnPage
    locator: Locator | None


def page_preview(producer: Producer, draft: ProducerPageDraft | None = None) -> PagePreview:
    """Return the preview of a draft, or without one how the page stands now."""
    shown = copy(producer)
    if draft is not None:
        shown.colours, shown.commune = draft.colours, draft.commune
    province, commune = producer.province, shown.commune
    drops = draft is not None and draft.drops_portrait and not draft.portrait
    file = draft.portrait if draft is not None else None
    about = draft.about if draft is not None else producer.about
    return PagePreview(
        head=PageHead(
            name=producer.name,
            kind=producer.get_kind_display(),
            cover=producer_cover(shown),
            portrait=None if drops else producer_portrait(producer, file),
        ),
        province={"name": local_name(province), "url": province_path(province.slug)},
        place=commune.title(today()) if commune else "",
        own=own_page(draft if draft is not None else page_of(producer), about),
        locator=locate(
            province.code,
            commune.latitude if commune else None,
            commune.longitude if commune else None,
        ),
    )
