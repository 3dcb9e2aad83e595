"""Which products are related to one, from memory: the rule of catalogue.related, without its queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.audience import Audience
from catalogue.models import Product
from search.embedded.bits import first_positions, small_bitset
from search.embedded.snapshot import Snapshot
from search.embedded.snapshot_store import snapshot_if_loaded
from search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RelatedKeys:
    """Primary keys of related products, none twice, and how many its producer has in force.

    `same_producer` is filled where the product itself is not in force; `same_group` lists the
    product's province first, then its region; `same_province` lists other groups first.
    """

    same_producer: tuple[int, ...]
    same_group: tuple[int, ...]
    same_province: tuple[int, ...]
    producer_product_count: int


def related_keys(
    product: Product, limit: int, audience: Audience = Audience.PUBLIC
) -> RelatedKeys | None:
    """Return related products in the order of lists: in stock, most stars, newly certified.

    Reads the product's classification and province. None before anything was indexed.
    """
    snapshot = snapshot_if_loaded(audience)
    if snapshot is None or not snapshot.version:
        return None
    vocabulary, position = Vocabulary.load(), snapshot.position_of.get(product.pk)
    used = [] if position is None else [position]
    group = _group(snapshot, product, vocabulary)
    province = _province(snapshot, product)
    own = snapshot.of_producer(product.producer_id) if position is None else 0
    same_producer = _row(snapshot, [own], used, limit)
    nearest = [group & province, group & _region(snapshot, product, vocabulary), group]
    same_group = _row(snapshot, nearest, [*used, *same_producer], limit)
    others = [] if same_producer else [province & ~group, province]
    same_province = _row(snapshot, others, [*used, *same_group], limit)

    def keys(row: list[int]) -> tuple[int, ...]:
        return tuple(snapshot.keys[position] for position in row)

    return RelatedKeys(
        keys(same_producer),
        keys(same_group),
        keys(same_province),
        snapshot.product_count(product.producer_id),
    )


def _group(snapshot: Snapshot, product: Product, vocabulary: Vocabulary) -> int:
    """Return the positions of the same group."""
    if product.classification is None:
        return 0
    group = product.classification.group_id or product.classification.pk
    nodes = (pk for pk, node in vocabulary.nodes.items() if node.group == group)
    return snapshot.with_values("node", nodes)


def _province(snapshot: Snapshot, product: Product) -> int:
    """Return the positions of the same province."""
    return snapshot.with_values("province", [product.province_id]) if product.province_id else 0


def _region(snapshot: Snapshot, product: Product, vocabulary: Vocabulary) -> int:
    """Return the positions of the same region."""
    region = product.province.region_id if product.province else None
    provinces = (
        province.pk for province in vocabulary.provinces.values() if province.region == region
    )
    return snapshot.with_values("province", provinces)


def _row(snapshot: Snapshot, sets: Iterable[int], used: list[int], limit: int) -> list[int]:
    """Return the first positions of the first set, then of the next ones, none of them `used`."""
    row: list[int] = []
    for positions in sets:
        unused = positions & ~small_bitset([*used, *row], snapshot.size)
        row += first_positions(unused, snapshot.size, limit - len(row))
    return row
