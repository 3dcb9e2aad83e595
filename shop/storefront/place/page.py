"""Region and province pages: what editors wrote, and everything else as it is today."""

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

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
from cms.models.story import story_card
from search.home_counts import count_public
from search.models import SearchEntry
from search.related_results import Link, makers
from search.results import SearchResults
from search.vocabulary import Former, Vocabulary
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
from theme.province_neighbours import neighbours

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
class MakerTile:
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
    everywhere = provinces_by_region()
    inside = [each for each in everywhere if each.region_id == region.pk]
    ids = [each.pk for each in inside]
    stories = StoryPage.objects.published().for_cards().filter(province__in=ids)
    drawn = map_provinces(counts, everywhere)
    codes = {each.code for each in inside}
    return {
        "heading": name,
        "description": _("Certified OCOP specialties of %(name)s.") % {"name": name},
        "crumbs": [home_crumb(), (name, "")],
        "region": {
            "name": name,
            "cover": weave(slug=region.slug, world=region.slug, glyph=""),
            "product_count": sum(counts.by_province[pk] for pk in ids),
            "goods": region_goods(inside, counts),
        },
        "provinces": [_tile(each, counts.by_province[each.pk]) for each in inside],
        "map_provinces": [
            each if each.code in codes else replace(each, shade=ELSEWHERE) for each in drawn
        ],
        "star_counts": _star_counts(results),
        "og_image": social_card_image(REGION, region.slug, region_card(region)),
        "producers": _makers(results, region.slug, province__in=ids),
        "stories": _stories(stories, request),
    }


def province_page(
    slug: str, words: Vocabulary, results: SearchResults, *, request: HttpRequest | None = None
) -> dict:
    """Return what editors wrote, the names it took in, its neighbours, producers and stories."""
    title, province = _titled(slug)
    name, region = local_name(province), province.region
    region_url = region_path(region.slug)
    text = province_text(province)
    stories = StoryPage.objects.published().for_cards().filter(province=province)
    everywhere = provinces_by_region()
    drawn = map_provinces(count_public(), everywhere)
    formers = [each for each in words.formers.values() if each.province == province.pk]
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
            "formed_from": [each.name for each in formers],
            "labels": [_former_link(each) for each in formers if each.name != province.name],
        },
        "map_provinces": _lit(drawn, everywhere, province),
        "neighbours": _neighbours(drawn, province),
        "star_counts": _star_counts(results),
        "text": text,
        "og_image": social_card_image(PROVINCE, province.slug, province_card(province)),
        "producers": _makers(results, region.slug, province.slug, province=province.pk),
        "stories": _stories(stories, request),
    }


def _titled(slug: str) -> tuple[str, Province]:
    """Return what a province is called today ("tỉnh Vĩnh Long") and the province, in one query."""
    called = Designation.objects.in_force(today()).filter(province__slug=slug)
    designation = called.select_related("province__region").first()
    if designation is not None:
        title = designation.title
        return title[:1].upper() + title[1:], designation.province
    province = Province.objects.select_related("region").get(slug=slug)
    return province.name, province


def _tile(province: Province, count: int) -> ProvinceTile:
    lines = [line.strip() for line in local_known_for(province).splitlines() if line.strip()]
    return ProvinceTile(
        name=local_name(province),
        url=province_path(province.slug),
        count=count,
        goods=", ".join(lines[:KNOWN_FOR]),
        cover=weave_place(province.slug, province.region.slug),
    )


def _lit(
    drawn: list[MapProvince], everywhere: list[Province], province: Province
) -> list[MapProvince]:
    """Return the map with one province lit and its region softly."""
    around = {each.code for each in everywhere if each.region_id == province.region_id}

    def shade(code: str) -> int:
        if code == province.code:
            return HERE
        return AROUND if code in around else ELSEWHERE

    return [replace(each, shade=shade(each.code)) for each in drawn]


def _neighbours(drawn: list[MapProvince], province: Province) -> list[Link]:
    """Return the provinces that touch this one, with their counts, the longest border first."""
    by_code = {each.code: each for each in drawn}
    found = (by_code[code] for code in neighbours().get(province.code, ()) if code in by_code)
    return [Link(each.name, each.url, each.count) for each in found]


def _former_link(former: Former | FormerProvince) -> Link:
    """Return the way to the goods from the land of a former province."""
    return Link(former.name, f"{reverse('catalogue:index')}?tinh={former.slug}")


def _star_counts(results: SearchResults) -> list[tuple[int, int]]:
    """Return how many products have 5, 4 and 3 stars, of those on this page without filters."""
    return [(int(each.value), each.count) for each in options_of(results, "sao") if each.count]


def _makers(results: SearchResults, world: str, place: str = "", **where: Any) -> list[MakerTile]:
    """Return the producers with most products: the filter has counted them where nothing is set."""
    if results.query.filters:
        found = makers(SearchEntry.objects.filter(**where), limit=PRODUCERS)
    else:
        counted = [each for each in options_of(results, "nsx") if each.value and each.count]
        found = [Link(each.label, producer_path(each.value), each.count) for each in counted]
    return [
        MakerTile(
            name=each.name,
            url=each.url,
            count=each.count,
            cover=weave(
                slug=PurePosixPath(each.url).name,
                world=world,
                glyph=glyph_for(each.name),
                place=place,
            ),
        )
        for each in found[:PRODUCERS]
    ]


def _stories(stories, request: HttpRequest) -> list[StoryCard]:
    return [story_card(story, request=request) for story in stories[:STORIES]]
