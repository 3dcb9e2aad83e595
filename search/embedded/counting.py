"""Counts for the filters: or within one, and across; a filter's counts ignore its own selection."""

from collections import Counter
from functools import reduce
from heapq import nlargest
from operator import and_

from search.embedded.snapshot import Snapshot
from search.facets import MAX_PRODUCERS, FacetCounts
from search.selection import Selection
from search.vocabulary import Vocabulary


def count_facets(
    snapshot: Snapshot,
    pool: int,
    filters: dict[str, int],
    selection: Selection,
    vocabulary: Vocabulary,
) -> FacetCounts:
    """Return the counts of a pool, a set of positions, under what each chosen filter leaves."""

    def under_all_but(own: str) -> int:
        return reduce(and_, (left for name, left in filters.items() if name != own), pool)

    hits = under_all_but("")
    left = {name: under_all_but(name) for name in filters}
    in_provinces = left.get("provinces", hits)
    counts = FacetCounts(
        total=hits.bit_count(),
        groups=_by_group(_by_value(snapshot, "node", left.get("groups", hits)), vocabulary),
        provinces=_by_value(snapshot, "province", in_provinces),
        regions=_by_region(_by_value(snapshot, "province", left.get("region", hits)), vocabulary),
        stars=_by_value(snapshot, "stars", left.get("stars", hits)),
        kinds=_by_value(snapshot, "producer_kind", left.get("kinds", hits)),
        in_stock=_by_value(snapshot, "in_stock", left.get("in_stock", hits))[True],
        proofs=snapshot.count_by_proof(left.get("proofs", hits)),
        prices=_by_value(snapshot, "price_step", left.get("price", hits)),
        hits_without=+Counter(
            {name: (left[name] & ~filters[name]).bit_count() for name in filters}
        ),
    )
    if selection.formers:
        counts.formers = _by_value(snapshot, "former_province", in_provinces)
    if not selection.query.scope.producer:
        counts.producers = _producers(snapshot, left.get("producer", hits), selection)
    return counts


def _by_value(snapshot: Snapshot, column: str, pool: int) -> Counter:
    bitsets = snapshot.bitsets(column)
    return Counter({value: (bits & pool).bit_count() for value, bits in bitsets.items()})


def _by_group(nodes: Counter, vocabulary: Vocabulary) -> Counter:
    """Add up groups and sectors from what lies below them."""
    groups: Counter = Counter()
    for pk, number in nodes.items():
        node = vocabulary.nodes.get(pk)
        for above in {node.sector, node.group} if node else ():
            groups[above] += number
    return groups


def _by_region(provinces: Counter, vocabulary: Vocabulary) -> Counter:
    regions: Counter = Counter()
    for province in vocabulary.provinces.values():
        regions[province.region] += provinces[province.pk]
    return regions


def _producers(snapshot: Snapshot, pool: int, selection: Selection) -> dict[int, int]:
    """Return the most frequent producers, and always the chosen one if it has any."""
    counts = snapshot.count_by_producer(pool)
    least = min(nlargest(MAX_PRODUCERS, counts.values()), default=0)
    most = [(pk, count) for pk, count in counts.items() if count >= least]
    most.sort(key=lambda pair: (-pair[1], pair[0]))
    chosen = [selection.producer.pk] if selection.producer else []
    return dict(most[:MAX_PRODUCERS]) | {pk: counts[pk] for pk in chosen}
