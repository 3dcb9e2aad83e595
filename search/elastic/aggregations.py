"""Counts for the filters: one pass over what is found, each filter without its own selection."""

from collections import Counter
from collections.abc import Mapping

from search.elastic.dsl import A, Q, Query, Search
from search.elastic.mapping import BETWEEN, CELL
from search.elastic.queries import keys
from search.facets import NAMES, PRODUCERS, Tally
from search.selection import Selection
from search.vocabulary import Vocabulary

#: More values than any filter has.
ALL = 2000
#: The field behind each filter; two filters look at provinces.
FIELDS = dict(
    zip(
        NAMES,
        (
            *("node", "province", "province", "stars"),
            *("producer_kind", "in_stock", "price_step", "producer"),
        ),
        strict=True,
    )
)
FOUND, CHOSEN = "found", "producer_chosen"


def count_values(search: Search, chosen: Selection, filters: Mapping[str, Query]) -> Search:
    """Return a search for text and scope with the counting under each of the filters added.

    Filters without a selection share one bucket, because all of them see what is found in the end.
    """
    counted = search.extra(size=0, track_total_hits=False)
    for bucket, names in _buckets(filters).items():
        others = [query for name, query in filters.items() if bucket != _but(name)]
        counted.aggs.bucket(bucket, A("filter", Q("bool", filter=others)))
        for part, counting in _parts(names, chosen).items():
            counted.aggs[bucket].bucket(part, counting)
    return counted


def read_tally(answer: Mapping, chosen: Selection, filters: Mapping, words: Vocabulary) -> Tally:
    """Return what was counted, from the aggregations of the answer."""
    sums = Tally(total=answer[FOUND]["doc_count"])
    for bucket, names in _buckets(filters).items():
        for name in names:
            _READERS[name](sums, answer[bucket], chosen, words)
            if bucket != FOUND and (more := answer[bucket]["doc_count"] - sums.total):
                sums.without[name] = more
    return sums


def _buckets(filters: Mapping) -> dict[str, list[str]]:
    """Return which filters are counted under which selection."""
    own = {_but(name): [name] for name in filters}
    return {FOUND: [name for name in NAMES if name not in filters], **own}


def _but(name: str) -> str:
    return f"but_{name}"


def _parts(names: list[str], chosen: Selection) -> dict:
    """Return the countings for some filters; several fields of a cell are counted at once."""
    fields = [FIELDS[name] for name in names]
    together = set(CELL) if len(set(CELL) & set(fields)) > 1 else set()
    parts = {"cell": A("terms", field="cell", size=ALL)} if together else {}
    for name, field in zip(names, fields, strict=True):
        if field in together:
            continue
        parts[field] = A("terms", field=field, size=ALL)
        if name == "provinces" and chosen.formers:
            formers = keys(each.pk for each in chosen.formers)
            parts["former"] = A("terms", field="former_province", size=ALL, include=formers)
        if name == "producer":
            most = [{"_count": "desc"}, {"_key": "asc"}]
            parts[field] = A("terms", field=field, size=PRODUCERS, order=most)
            if chosen.producer:
                own = keys([chosen.producer.pk])
                parts[CHOSEN] = A("terms", field=field, include=own)
    return parts


def _values(bucket: Mapping, part: str) -> Counter:
    """Return the counts by value, those of a field of cells added up; nothing is no value."""
    if part in CELL and "cell" in bucket:
        place = CELL.index(part)
        pairs = [(key.split(BETWEEN)[place], count) for key, count in _pairs(bucket, "cell")]
    else:
        pairs = _pairs(bucket, part)
    sums: Counter = Counter()
    for key, count in pairs:
        if key:
            sums[int(key) if key.isdecimal() else key] += count
    return sums


def _pairs(bucket: Mapping, part: str) -> list[tuple[str, int]]:
    found = bucket.get(part, {}).get("buckets", ())
    return [(str(each["key"]), each["doc_count"]) for each in found]


def _groups(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    for pk, count in _values(bucket, "node").items():
        node = words.nodes.get(pk)
        for above in filter(None, {node.sector, node.group} if node else ()):
            sums.groups[above] += count


def _provinces(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    sums.provinces = _values(bucket, "province")
    sums.formers = _values(bucket, "former")


def _regions(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    counted = _values(bucket, "province")
    for place in words.provinces.values():
        sums.regions[place.region] += counted[place.pk]


def _stars(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    sums.stars = _values(bucket, "stars")


def _kinds(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    sums.kinds = _values(bucket, "producer_kind")


def _in_stock(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    sums.in_stock = _values(bucket, "in_stock")[1]


def _prices(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    sums.prices = _values(bucket, "price_step")


def _producers(sums: Tally, bucket: Mapping, chosen: Selection, words: Vocabulary) -> None:
    if not chosen.query.scope.producer:
        sums.producers = dict(_values(bucket, "producer"))
        sums.producers |= dict(_values(bucket, CHOSEN))


_READERS = dict(
    zip(
        NAMES,
        (
            *(_groups, _provinces, _regions, _stars),
            *(_kinds, _in_stock, _prices, _producers),
        ),
        strict=True,
    )
)
