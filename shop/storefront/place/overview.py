"""All provinces and regions as tiles and as a map, with how much each has on sale today."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict

from django.core.cache import cache
from django.db.models import Case, F, TextField, Value, When

from catalogue.cards import local_name
from catalogue.models import Province
from catalogue.navigation import SECONDS
from catalogue.paths import province_path, region_path
from cms.models.translation import reads_vietnamese
from search.home_counts import HomeCounts
from theme.covers import Cover, weave

MAX_REGION_GOODS = 4


class EditorsLines(TypedDict):
    """What editors say a province is known for, in both languages; empty until it is published."""

    known_for: str
    known_for_en: str


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    ToldProvince = WithAnnotations[Province, EditorsLines]


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


def provinces_by_region() -> "list[ToldProvince]":
    """Return the 34 provinces with their regions, in the regions' official order.

    Each carries `known_for` and `known_for_en`, the editors' lines. Cached for an hour, as the
    navigation is.
    """
    provinces: list[ToldProvince] | None = cache.get("provinces-by-region")
    if provinces is None:
        provinces = list(
            Province.objects.select_related("region")
            .annotate(known_for=_if_live("known_for"), known_for_en=_if_live("known_for_en"))
            .order_by("region__position", "slug")
        )
        cache.set("provinces-by-region", provinces, SECONDS)
    return provinces


def _if_live(field: str) -> Case:
    live_text = When(page__live=True, then=F(f"page__{field}"))
    return Case(live_text, default=Value(""), output_field=TextField())


def region_tiles(counts: HomeCounts, provinces: "list[ToldProvince]") -> list[RegionTile]:
    """Return the six regions with numbers, each with its provinces."""
    provinces_of_region: dict[int, list[ToldProvince]] = defaultdict(list)
    for province in provinces:
        provinces_of_region[province.region_id].append(province)
    return [
        _region_tile(region_provinces, counts) for region_provinces in provinces_of_region.values()
    ]


def map_provinces(counts: HomeCounts, provinces: Sequence[Province]) -> list[MapProvince]:
    """Return every province with its shade for the map."""
    shade = shades({province.code: counts.by_province[province.pk] for province in provinces})
    return [
        MapProvince(
            code=province.code,
            name=local_name(province),
            url=province_path(province.slug),
            count=counts.by_province[province.pk],
            shade=shade[province.code],
        )
        for province in provinces
    ]


def _region_tile(provinces: "list[ToldProvince]", counts: HomeCounts) -> RegionTile:
    region = provinces[0].region
    return RegionTile(
        name=local_name(region),
        url=region_path(region.slug),
        province_count=len(provinces),
        product_count=sum(counts.by_province[province.pk] for province in provinces),
        goods=", ".join(region_goods(provinces, counts)),
        cover=weave(slug=region.slug, world=region.slug, glyph=""),
        provinces=map_provinces(counts, provinces),
    )


def local_known_for(province: "ToldProvince") -> str:
    """Return the editors' lines in the reader's language, of a province of provinces_by_region()."""
    return province.known_for if reads_vietnamese() else province.known_for_en


def region_goods(provinces: "list[ToldProvince]", counts: HomeCounts) -> list[str]:
    """Return the first thing that each of the region's busiest provinces is known for."""
    busiest = sorted(provinces, key=lambda province: -counts.by_province[province.pk])
    first_lines = [local_known_for(province).partition("\n")[0].strip() for province in busiest]
    return list(dict.fromkeys(line for line in first_lines if line))[:MAX_REGION_GOODS]


def shades(counts: dict[str, int]) -> dict[str, int]:
    """Return shade 0-4 for every count: 0 for none, then quarters of the greatest."""
    top = max(counts.values(), default=0) or 1
    return {key: min(4, 1 + 4 * (n - 1) // top) if n else 0 for key, n in counts.items()}
