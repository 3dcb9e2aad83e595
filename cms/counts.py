"""How many products are in force today, by group, region and province."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import PurePosixPath

from django.core.cache import cache
from django.db.models import Case, Count, F, TextField, Value, When
from django.urls import reverse

from catalogue.cards import local_name
from catalogue.models import Product, Province
from catalogue.navigation import SECONDS, sector_links
from cms.cards import GroupTile, MapProvince, RegionTile, shades
from cms.models.english import reads_vietnamese
from theme.covers import WORLDS, weave

GOODS_OF_A_REGION = 4
SECTOR_DRAWINGS = {
    "thuc-pham": "gao",
    "do-uong": "chai",
    "duoc-lieu": "duoc-lieu",
    "thu-cong-my-nghe": "gom",
    "sinh-vat-canh": "cay",
    "du-lich": "du-lich",
}


@dataclass(frozen=True)
class Counts:
    """Products in force today by province (primary key), by sector (slug) and by stars.

    `newest`: the keys of some that were certified last, newest first; `best`: the same of those
    with five stars. None when nobody knows.
    """

    by_province: Counter = field(default_factory=Counter)
    by_sector: Counter = field(default_factory=Counter)
    by_stars: Counter = field(default_factory=Counter)
    newest: tuple[int, ...] | None = None
    best: tuple[int, ...] | None = None

    @property
    def products(self) -> int:
        """All of them."""
        return self.by_province.total()

    @property
    def provinces(self) -> int:
        """Provinces with at least one."""
        return sum(1 for pk, number in self.by_province.items() if pk and number)


_counters: list[Callable[[], Counts | None]] = []


def count_by(counter: Callable[[], Counts | None]) -> None:
    """Ask this first from now on: the house of search knows sooner, and gives None if it does not."""
    _counters[:] = [counter]


def count_public() -> Counts:
    """Count what the gate lets through."""
    known = next((counter() for counter in _counters), None)
    return known if known is not None else _count_at_the_gate()


def _count_at_the_gate() -> Counts:
    rows = (
        Product.objects.public()
        .order_by()
        .values_list("province_id", "classification__sector__slug", "stars")
        .annotate(number=Count("pk"))
    )
    counts = Counts()
    for province, sector, stars, number in rows:
        counts.by_province[province] += number
        counts.by_sector[sector] += number
        counts.by_stars[stars] += number
    return counts


def group_tiles(counts: Counts) -> list[GroupTile]:
    """Return the six sectors of 2026 with their numbers, each in the colours of a region."""
    tiles = []
    for (label, url), world in zip(sector_links(), cycle(WORLDS)):
        slug = PurePosixPath(url).name
        cover = weave(slug=slug, world=world, glyph=SECTOR_DRAWINGS.get(slug, ""))
        tiles.append(GroupTile(label, url, counts.by_sector[slug], cover))
    return tiles


def provinces_by_region() -> list[Province]:
    """Return the 34 provinces with their regions, in the regions' official order.

    Each carries `known_for` and `known_for_en`, the editors' lines. Cached for an hour, as the
    navigation is.
    """
    return cache.get_or_set(
        "provinces-by-region",
        lambda: list(
            Province.objects.select_related("region")
            .annotate(known_for=_if_live("known_for"), known_for_en=_if_live("known_for_en"))
            .order_by("region__position", "slug")
        ),
        SECONDS,
    )


def _if_live(field: str) -> Case:
    words = When(page__live=True, then=F(f"page__{field}"))
    return Case(words, default=Value(""), output_field=TextField())


def region_tiles(counts: Counts, provinces: list[Province]) -> list[RegionTile]:
    """Return the six regions with numbers, each with its provinces."""
    members: dict[int, list[Province]] = defaultdict(list)
    for province in provinces:
        members[province.region_id].append(province)
    return [_region_tile(inside, counts) for inside in members.values()]


def map_provinces(counts: Counts, provinces: list[Province]) -> list[MapProvince]:
    """Return every province with its shade for the map."""
    shade = shades({each.code: counts.by_province[each.pk] for each in provinces})
    return [
        MapProvince(
            code=each.code,
            name=local_name(each),
            url=reverse("search:province", kwargs={"slug": each.slug}),
            count=counts.by_province[each.pk],
            shade=shade[each.code],
        )
        for each in provinces
    ]


def _region_tile(provinces: list[Province], counts: Counts) -> RegionTile:
    region = provinces[0].region
    return RegionTile(
        name=local_name(region),
        url=reverse("search:region", kwargs={"slug": region.slug}),
        province_count=len(provinces),
        product_count=sum(counts.by_province[each.pk] for each in provinces),
        goods=", ".join(region_goods(provinces, counts)),
        cover=weave(slug=region.slug, world=region.slug, glyph=""),
        provinces=map_provinces(counts, provinces),
    )


def local_known_for(province: Province) -> str:
    """Return the editors' lines in the reader's language, of a province of provinces_by_region()."""
    return province.known_for if reads_vietnamese() else province.known_for_en


def region_goods(provinces: list[Province], counts: Counts) -> list[str]:
    """Return the first thing that each of the region's busiest provinces is known for."""
    busiest = sorted(provinces, key=lambda each: -counts.by_province[each.pk])
    first_lines = [local_known_for(each).partition("\n")[0].strip() for each in busiest]
    return list(dict.fromkeys(line for line in first_lines if line))[:GOODS_OF_A_REGION]
