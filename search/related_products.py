"""Which products are related to one, from memory: the rule of catalogue.related, without its queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.models import Product
from search.embedded.bits import few, first
from search.embedded.snapshot import Snapshot
from search.embedded.snapshot_store import snapshot_if_loaded
from search.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RelatedKeys:
    """Keys of products near one, none twice, and how many its producer has in force.

    `own`: of the same producer, where the product itself is over; `kind`: of its group, nearest
    first; `place`: of its province, other kinds first.
    """

    own: tuple[int, ...]
    kind: tuple[int, ...]
    place: tuple[int, ...]
    of_producer: int


def related_keys(product: Product, limit: int) -> RelatedKeys | None:
    """Return what is near, in the order of lists: in stock, most stars, newly certified.

    Reads the product's classification and province. None before anything was indexed.
    """
    stock = snapshot_if_loaded()
    if stock is None or not stock.version:
        return None
    words, it = Vocabulary.load(), stock.place_of.get(product.pk)
    taken = [] if it is None else [it]
    kin, here = _kin(stock, product, words), _here(stock, product)
    made = stock.made_by(product.producer_id) if it is None else 0
    own = _row(stock, [made], taken, limit)
    rings = [kin & here, kin & _region(stock, product, words), kin]
    kind = _row(stock, rings, [*taken, *own], limit)
    place = [] if own else _row(stock, [here & ~kin, here], [*taken, *kind], limit)

    def keys(row: list[int]) -> tuple[int, ...]:
        return tuple(stock.keys[at] for at in row)

    of_producer = stock.count_by(product.producer_id)
    return RelatedKeys(keys(own), keys(kind), keys(place), of_producer)


def _kin(stock: Snapshot, product: Product, words: Vocabulary) -> int:
    """Return the places of the same group."""
    node = product.classification
    if node is None:
        return 0
    group = node.group_id or node.pk
    return stock.having("node", (pk for pk, each in words.nodes.items() if each.group == group))


def _here(stock: Snapshot, product: Product) -> int:
    """Return the places of the same province."""
    return stock.having("province", [product.province_id]) if product.province_id else 0


def _region(stock: Snapshot, product: Product, words: Vocabulary) -> int:
    """Return the places of the same region."""
    region = product.province.region_id if product.province else None
    inside = (each.pk for each in words.provinces.values() if each.region == region)
    return stock.having("province", inside)


def _row(stock: Snapshot, rings: Iterable[int], taken: list[int], limit: int) -> list[int]:
    """Return the first of the first set, then of the next ones, none twice and none of `taken`."""
    found: list[int] = []
    for ring in rings:
        left = ring & ~few([*taken, *found], stock.size)
        found += first(left, stock.size, limit - len(found))
    return found
