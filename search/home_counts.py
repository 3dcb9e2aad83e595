"""What the home page counts: how many products are in force, and which are the newest."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count

from catalogue.models import Product
from search.embedded.snapshot_store import snapshot_if_loaded
from search.vocabulary import Vocabulary

#: The index may lag behind: some of them may be on sale no more.
NEWEST_LIMIT = 24


@dataclass(frozen=True)
class HomeCounts:
    """Products in force today by province (primary key), by sector (slug) and by stars.

    `newest`: the keys of some that were certified last, newest first; `newest_five_stars`: the same of those
    with five stars. None when they are unknown.
    """

    by_province: Counter = field(default_factory=Counter)
    by_sector: Counter = field(default_factory=Counter)
    by_stars: Counter = field(default_factory=Counter)
    newest: tuple[int, ...] | None = None
    newest_five_stars: tuple[int, ...] | None = None

    @property
    def products(self) -> int:
        """All of them."""
        return self.by_province.total()

    @property
    def provinces(self) -> int:
        """Provinces with at least one."""
        return sum(1 for pk, number in self.by_province.items() if pk and number)


def count_public() -> HomeCounts:
    """Count what is public today: from the snapshot where it is loaded, else by one query."""
    return _count_in_memory() or _count_in_database()


def _count_in_database() -> HomeCounts:
    rows = (
        Product.objects.public()
        .order_by()
        .values_list("province_id", "classification__sector__slug", "stars")
        .annotate(number=Count("pk"))
    )
    counts = HomeCounts()
    for province, sector, stars, number in rows:
        counts.by_province[province] += number
        counts.by_sector[sector] += number
        counts.by_stars[stars] += number
    return counts


def _count_in_memory() -> HomeCounts | None:
    """Count the products in force from memory; None before anything was indexed or read."""
    snapshot = snapshot_if_loaded()
    if snapshot is None or not snapshot.version:
        return None
    nodes = Vocabulary.load().nodes
    counts = HomeCounts(
        newest=tuple(snapshot.newest[:NEWEST_LIMIT]),
        newest_five_stars=tuple(snapshot.newest_five_stars[:NEWEST_LIMIT]),
    )
    for stars, bits in snapshot.bitsets("stars").items():
        counts.by_stars[stars] += bits.bit_count()
    for province, bits in snapshot.bitsets("province").items():
        counts.by_province[province] += bits.bit_count()
    for pk, bits in snapshot.bitsets("node").items():
        top = nodes[pk].sector if pk in nodes else None
        sector = nodes.get(top) if top else None
        counts.by_sector[sector.slug if sector else None] += bits.bit_count()
    return counts
