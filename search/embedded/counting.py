"""Counts for the filters: or within one, and across; a filter's counts ignore its own selection."""

from collections import Counter
from functools import reduce
from heapq import nlargest
from operator import and_

from search.embedded.snapshot import Snapshot
from search.facets import PRODUCERS, Tally
from search.selection import Selection
from search.vocabulary import Vocabulary


def count(
    stock: Snapshot, pool: int, filters: dict[str, int], chosen: Selection, words: Vocabulary
) -> Tally:
    """Return the counts of a pool, a set of places, under what each chosen filter leaves."""

    def under_others(own: str) -> int:
        return reduce(and_, (left for name, left in filters.items() if name != own), pool)

    hits = under_others("")
    left = {name: under_others(name) for name in filters}
    places = left.get("provinces", hits)
    sums = Tally(
        total=hits.bit_count(),
        groups=_by_group(_counted(stock, "node", left.get("groups", hits)), words),
        provinces=_counted(stock, "province", places),
        regions=_by_region(_counted(stock, "province", left.get("region", hits)), words),
        stars=_counted(stock, "stars", left.get("stars", hits)),
        kinds=_counted(stock, "producer_kind", left.get("kinds", hits)),
        in_stock=_counted(stock, "in_stock", left.get("in_stock", hits))[True],
        prices=_counted(stock, "price_step", left.get("price", hits)),
        without=+Counter({name: (left[name] & ~filters[name]).bit_count() for name in filters}),
    )
    if chosen.formers:
        sums.formers = _counted(stock, "former_province", places)
    if not chosen.query.scope.producer:
        sums.producers = _producers(stock, left.get("producer", hits), chosen)
    return sums


def _counted(stock: Snapshot, name: str, pool: int) -> Counter:
    return Counter({value: (bits & pool).bit_count() for value, bits in stock.sets(name).items()})


def _by_group(nodes: Counter, words: Vocabulary) -> Counter:
    """Add up groups and sectors from what lies below them."""
    found: Counter = Counter()
    for pk, number in nodes.items():
        node = words.nodes.get(pk)
        for above in {node.sector, node.group} if node else ():
            found[above] += number
    return found


def _by_region(provinces: Counter, words: Vocabulary) -> Counter:
    found: Counter = Counter()
    for place in words.provinces.values():
        found[place.region] += provinces[place.pk]
    return found


def _producers(stock: Snapshot, pool: int, chosen: Selection) -> dict[int, int]:
    """Return the most frequent producers, and always the chosen one if it has any."""
    counted = stock.producers_in(pool)
    least = min(nlargest(PRODUCERS, counted.values()), default=0)
    most = [each for each in counted.items() if each[1] >= least]
    most.sort(key=lambda each: (-each[1], each[0]))
    own = [chosen.producer.pk] if chosen.producer else []
    return dict(most[:PRODUCERS]) | {pk: counted[pk] for pk in own}
