"""Region and province pages: what editors wrote, and everything else as it is today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.models import Designation, Province, Region
from catalogue.models.place import FormerProvince
from catalogue.paths import home_crumb, producer_path, province_path, region_path
from catalogue.social_card import social_card_image
from cms.cards import StoryCard
from cms.models import StoryPage
from cms.models.province import province_text
from cms.models.story import StoryQuerySet, story_card
from search.home_counts import count_public
from search.models import SearchEntry
from search.related_results import top_producers
from search.results import SearchResults
from search.vocabulary import Vocabulary, VocabularyFormerProvince
from shop.storefront.listing.results import options_of
from shop.storefront.place.overview import (
    MapProvince,
    local_known_for,
    map_provinces,
    provinces_by_region,
    region_goods,
)
from shop.storefront.place.social_card import PROVINCE, REGION, province_card, region_card
from theme.covers import Cover, glyph_for, weave, weave_place
from theme.links import Link
from theme.province_neighbours import neighbours

if TYPE_CHECKING:
    from shop.storefront.place.overview import ToldProvince

PRODUCERS = 12
STORIES = 3
KNOWN_FOR = 2
#: Shades of the small map: the province itself, its region, the rest.
HERE, AROUND, ELSEWHERE = 4, 2, 0


@dataclass(frozen=True, slots=True)
class ProvinceTile:
    """A province of a region: how many products, what it is known for, its own weave."""

    name: str
    url: str
    count: int
    goods: str
    cover: Cover


@dataclass(frozen=True, slots=True)
class ProducerTile:
    """A producer with its own weave and how many of its products are certified today."""

    name: str
    url: str
    count: int
    cover: Cover


def region_page(
    region: Region, results: SearchResults, *, request: HttpRequest | None = None
) -> dict:
    """Return the region's band, provinces, goods, producers and stories."""
    name, counts = local_name(region), count_public()
    provinces = provinces_by_region()
    own_provinces = [province for province in provinces if province.region_id == region.pk]
    ids = [province.pk for province in own_provinces]
    stories = StoryPage.objects.published().for_cards().filter(province__in=ids)
    tiles = map_provinces(counts, provinces)
    codes = {province.code for province in own_provinces}
    return {
        "heading": name,
        "description": _("Certified OCOP specialties of %(name)s.") % {"name": name},
        "crumbs": [home_crumb(), (name, "")],
        "region": {
            "name": name,
            "cover": weave(slug=region.slug, world=region.slug, glyph=""),
            "product_count": sum(counts.by_province[pk] for pk in ids),
            "goods": region_goods(own_provinces, counts),
        },
        "provinces": [
            _tile(province, counts.by_province[province.pk]) for province in own_provinces
        ],
        "map_provinces": [
            tile if tile.code in codes else replace(tile, shade=ELSEWHERE) for tile in tiles
        ],
        "star_counts": _star_counts(results),
        "og_image": social_card_image(REGION, region.slug, region_card(region)),
        "producers": _producer_tiles(results, region.slug, province__in=ids),
        "stories": _stories(stories, request),
    }


def province_page(
    slug: str, vocabulary: Vocabulary, results: SearchResults, *, request: HttpRequest | None = None
) -> dict:
    """Return what editors wrote, the names it took in, its neighbours, producers and stories."""
    title, province = _titled(slug)
    name, region = local_name(province), province.region
    region_url = region_path(region.slug)
    text = province_text(province)
    stories = StoryPage.objects.published().for_cards().filter(province=province)
    provinces = provinces_by_region()
    tiles = map_provinces(count_public(), provinces)
    formers = [former for former in vocabulary.formers.values() if former.province == province.pk]
    return {
        "heading": title if name == province.name else name,
        "description": text.intro
        if text and text.intro
        else _("Certified OCOP specialties of %(name)s.") % {"name": name},
        "crumbs": [home_crumb(), (local_name(region), region_url), (name, "")],
        "province": {
            "name": name,
            "url": province_path(province.slug),
            "cover": weave_place(province.slug, region.slug),
            "region": Link(local_name(region), region_url),
            "formed_from": [former.name for former in formers],
            "labels": [_former_link(former) for former in formers if former.name != province.name],
        },
        "map_provinces": _highlight(tiles, provinces, province),
        "neighbours": _neighbours(tiles, province),
        "star_counts": _star_counts(results),
        "text": text,
        "og_image": social_card_image(PROVINCE, province.slug, province_card(province)),
        "producers": _producer_tiles(results, region.slug, province.slug, province=province.pk),
        "stories": _stories(stories, request),
    }


def _titled(slug: str) -> tuple[str, Province]:
    """Return what a province is called today ("tỉnh Vĩnh Long") and the province, in one query."""
    designations = Designation.objects.in_force(today()).filter(province__slug=slug)
    designation = designations.select_related("province__region").first()
    if designation is not None and designation.province is not None:
        title = designation.title
        return title[:1].upper() + title[1:], designation.province
    province = Province.objects.select_related("region").get(slug=slug)
    return province.name, province


def _tile(province: "ToldProvince", count: int) -> ProvinceTile:
    lines = [line.strip() for line in local_known_for(province).splitlines() if line.strip()]
    return ProvinceTile(
        name=local_name(province),
        url=province_path(province.slug),
        count=count,
        goods=", ".join(lines[:KNOWN_FOR]),
        cover=weave_place(province.slug, province.region.slug),
    )


def _highlight(
    tiles: list[MapProvince], provinces: Sequence[Province], province: Province
) -> list[MapProvince]:
    """Return the map with one province lit and its region softly."""
    region_codes = {other.code for other in provinces if other.region_id == province.region_id}

    def shade(code: str) -> int:
        if code == province.code:
            return HERE
        return AROUND if code in region_codes else ELSEWHERE

    return [replace(tile, shade=shade(tile.code)) for tile in tiles]


def _neighbours(tiles: list[MapProvince], province: Province) -> list[Link]:
    """Return the provinces that touch this one, with their counts, the longest border first."""
    by_code = {tile.code: tile for tile in tiles}
    neighbour_tiles = (
        by_code[code] for code in neighbours().get(province.code, ()) if code in by_code
    )
    return [Link(tile.name, tile.url, tile.count) for tile in neighbour_tiles]


def _former_link(former: VocabularyFormerProvince | FormerProvince) -> Link:
    """Return the way to the goods from the land of a former province."""
    return Link(former.name, f"{reverse('catalogue:index')}?tinh={former.slug}")


def _star_counts(results: SearchResults) -> list[tuple[int, int]]:
    """Return how many products have 5, 4 and 3 stars, of those on this page without filters."""
    return [
        (int(option.value), option.count) for option in options_of(results, "sao") if option.count
    ]


def _producer_tiles(
    results: SearchResults, world: str, province_slug: str = "", **where: Any
) -> list[ProducerTile]:
    """Return the producers with most products: the filter has counted them where nothing is set."""
    if results.query.filters:
        producers = top_producers(SearchEntry.objects.filter(**where), limit=PRODUCERS)
    else:
        options = [option for option in options_of(results, "nsx") if option.value and option.count]
        producers = [
            Link(option.label, producer_path(option.value), option.count) for option in options
        ]
    return [
        ProducerTile(
            name=producer.name,
            url=producer.url,
            count=producer.count or 0,
            cover=weave(
                slug=PurePosixPath(producer.url).name,
                world=world,
                glyph=glyph_for(producer.name),
                place=province_slug,
            ),
        )
        for producer in producers[:PRODUCERS]
    ]


def _stories(stories: StoryQuerySet, request: HttpRequest | None) -> list[StoryCard]:
    return [story_card(story, request=request) for story in stories[:STORIES]]
