"""Counts for the filters: one pass over what is found, each filter without its own selection."""

from collections import Counter
from collections.abc import Mapping

from catalogue.clock import today
from search.elastic.dsl import A, Q, Query, Search
from search.elastic.mapping import CELL_FIELDS, CELL_SEPARATOR
from search.elastic.queries import has_proof, to_keywords
from search.facets import FILTER_NAMES, MAX_PRODUCERS, FacetCounts
from search.query import PROOFS
from search.selection import Selection
from search.vocabulary import Vocabulary

#: More values than any filter has.
MAX_VALUES = 2000
#: No field of one value each: every kind of proof is counted by a condition of its own.
PROOFS_FIELD = "proofs"
#: The field behind each filter; two filters look at provinces.
FIELDS = dict(
    zip(
        FILTER_NAMES,
        (
            *("node", "province", "province", "stars"),
            *("producer_kind", "in_stock", "price_step", "producer", PROOFS_FIELD),
        ),
        strict=True,
    )
)
HITS, CHOSEN = "found", "producer_chosen"


def add_facet_counts(search: Search, selection: Selection, filters: Mapping[str, Query]) -> Search:
    """Return a search for text and scope with the counting under each of the filters added.

    Filters without a selection share one bucket, because all of them see what is found in the end.
    """
    counting = search.extra(size=0, track_total_hits=False)
    for bucket, names in _buckets(filters).items():
        others = [query for name, query in filters.items() if bucket != _but(name)]
        counting.aggs.bucket(bucket, A("filter", Q("bool", filter=others)))
        for part, aggregation in _aggregations(names, selection).items():
            counting.aggs[bucket].bucket(part, aggregation)
    return counting


def read_facet_counts(
    answer: Mapping, selection: Selection, filters: Mapping, vocabulary: Vocabulary
) -> FacetCounts:
    """Return what was counted, from the aggregations of the answer."""
    counts = FacetCounts(total=answer[HITS]["doc_count"])
    for bucket, names in _buckets(filters).items():
        for name in names:
            _READERS[name](counts, answer[bucket], selection, vocabulary)
            if bucket != HITS and (hits_without := answer[bucket]["doc_count"] - counts.total):
                counts.hits_without[name] = hits_without
    return counts


def _buckets(filters: Mapping) -> dict[str, list[str]]:
    """Return which filters are counted under which selection."""
    own = {_but(name): [name] for name in filters}
    return {HITS: [name for name in FILTER_NAMES if name not in filters], **own}


def _but(name: str) -> str:
    return f"but_{name}"


def _aggregations(names: list[str], selection: Selection) -> dict:
    """Return the countings for some filters; several fields of a cell are counted at once."""
    fields = [FIELDS[name] for name in names]
    joined = set(CELL_FIELDS) if len(set(CELL_FIELDS) & set(fields)) > 1 else set()
    parts = {"cell": A("terms", field="cell", size=MAX_VALUES)} if joined else {}
    for name, field in zip(names, fields, strict=True):
        if field in joined:
            continue
        if field == PROOFS_FIELD:
            held = {kind: has_proof(kind, today()) for kind in PROOFS}
            parts[field] = A("filters", filters=held)
            continue
        parts[field] = A("terms", field=field, size=MAX_VALUES)
        if name == "provinces" and selection.formers:
            formers = to_keywords(former.pk for former in selection.formers)
            parts["former"] = A("terms", field="former_province", size=MAX_VALUES, include=formers)
        if name == "producer":
            order = [{"_count": "desc"}, {"_key": "asc"}]
            parts[field] = A("terms", field=field, size=MAX_PRODUCERS, order=order)
            if selection.producer:
                chosen = to_keywords([selection.producer.pk])
                parts[CHOSEN] = A("terms", field=field, include=chosen)
    return parts


def _values(bucket: Mapping, part: str) -> Counter:
    """Return the counts by value, those of a field of cells added up; nothing is no value."""
    if part in CELL_FIELDS and "cell" in bucket:
        index = CELL_FIELDS.index(part)
        pairs = [(key.split(CELL_SEPARATOR)[index], count) for key, count in _pairs(bucket, "cell")]
    else:
        pairs = _pairs(bucket, part)
    counts: Counter = Counter()
    for key, count in pairs:
        if key:
            counts[int(key) if key.isdecimal() else key] += count
    return counts


def _pairs(bucket: Mapping, part: str) -> list[tuple[str, int]]:
    buckets = bucket.get(part, {}).get("buckets", ())
    return [(str(entry["key"]), entry["doc_count"]) for entry in buckets]


def _groups(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    for pk, count in _values(bucket, "node").items():
        node = vocabulary.nodes.get(pk)
        for above in filter(None, {node.sector, node.group} if node else ()):
            counts.groups[above] += count


def _provinces(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    counts.provinces = _values(bucket, "province")
    counts.formers = _values(bucket, "former")


def _regions(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    provinces = _values(bucket, "province")
    for province in vocabulary.provinces.values():
        counts.regions[province.region] += provinces[province.pk]


def _stars(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    counts.stars = _values(bucket, "stars")


def _kinds(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    counts.kinds = _values(bucket, "producer_kind")


def _in_stock(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    counts.in_stock = _values(bucket, "in_stock")[1]


def _prices(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    counts.prices = _values(bucket, "price_step")


def _producers(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    if not selection.query.scope.producer:
        counts.producers = dict(_values(bucket, "producer"))
        counts.producers |= dict(_values(bucket, CHOSEN))


def _proofs(
    counts: FacetCounts, bucket: Mapping, selection: Selection, vocabulary: Vocabulary
) -> None:
    held = bucket[PROOFS_FIELD]["buckets"]
    counts.proofs = Counter({kind: found["doc_count"] for kind, found in held.items()})


_READERS = dict(
    zip(
        FILTER_NAMES,
        (
            *(_groups, _provinces, _regions, _stars),
            *(_kinds, _in_stock, _prices, _producers, _proofs),
        ),
        strict=True,
    )
)
