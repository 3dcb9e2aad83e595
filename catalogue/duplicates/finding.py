"""Finding pairs without comparing all with all: only within a province, and within small blocks."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from django.db import transaction
from django.utils import timezone

from catalogue.duplicates.similarity import ProductName, Similarity, compare
from catalogue.duplicates.words import bare, producer_words
from catalogue.models.certificate import Certificate
from catalogue.models.duplicate import DuplicateCandidate, DuplicateState, ProductMerge
from catalogue.models.product import Product
from catalogue.text import fold

BATCH = 1000
#: A block of more names than this says too little: a longer beginning splits it.
BLOCK = 150

Pair = tuple[int, int]


@transaction.atomic
def find_duplicates(*, products: Collection[int] | None = None) -> int:
    """Offer the pairs that nobody has decided on yet; return how many are new.

    With `products` only pairs with one of these. What was called different stays decided; an open
    pair that is none any more (a name was corrected) is taken back.
    """
    names = _names()
    found = pairs_among(names.values(), only=set(products) if products is not None else None)
    known = {
        (row.first_id, row.second_id): row
        for row in DuplicateCandidate.objects.all().iterator(chunk_size=BATCH)
    }
    moment = timezone.now()
    new = [
        DuplicateCandidate(
            first_id=first,
            second_id=second,
            reason=found_.reason,
            score=found_.score,
            found_at=moment,
        )
        for (first, second), found_ in found.items()
        if (first, second) not in known
    ]
    DuplicateCandidate.objects.bulk_create(new, batch_size=BATCH)
    _bring_up_to_date(known, found, everything=products is None)
    return len(new)


def _bring_up_to_date(
    known: dict[Pair, DuplicateCandidate], found: dict[Pair, Similarity], *, everything: bool
) -> None:
    changed, gone = [], []
    for pair, row in known.items():
        if row.state != DuplicateState.OPEN:
            continue
        similarity = found.get(pair)
        if similarity is None:
            gone += [row.pk] if everything else []
        elif (row.score, row.reason) != (similarity.score, similarity.reason):
            row.score, row.reason = similarity.score, similarity.reason
            changed.append(row)
    DuplicateCandidate.objects.bulk_update(changed, ["score", "reason"], batch_size=BATCH)
    for start in range(0, len(gone), BATCH):
        DuplicateCandidate.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def pairs_among(
    names: Iterable[ProductName], *, only: set[int] | None = None
) -> dict[Pair, Similarity]:
    """Return the pairs that are worth a look, the lower key first."""
    found: dict[Pair, Similarity] = {}
    seen: set[Pair] = set()
    for block in _blocks(names):
        for one, other in combinations(block, 2):
            pair = (one.pk, other.pk) if one.pk < other.pk else (other.pk, one.pk)
            if pair in seen or (only is not None and not only.intersection(pair)):
                continue
            seen.add(pair)
            similarity = compare(one, other)
            if similarity is not None:
                found[pair] = similarity
    return found


def _blocks(names: Iterable[ProductName]) -> Iterator[list[ProductName]]:
    """Group names by producer, by the first words, and by decision, each within a province."""
    by_producer, by_words, by_decision = defaultdict(list), defaultdict(list), defaultdict(list)
    for name in names:
        words = [bare(word) for word in name.core]
        if name.producer:
            maker = producer_words(name.producer)[0]
            by_producer[name.province_id, maker].append(name)
        by_words[name.province_id, *words[:2]].append(name)
        for decision in name.decisions:
            by_decision[name.province_id, decision, words[0] if words else ""].append(name)
    for groups in (by_producer, by_words, by_decision):
        for group in groups.values():
            yield from _split(group)


def _split(group: list[ProductName], length: int = 2) -> Iterator[list[ProductName]]:
    """Return a group, or where it is too large its parts by ever longer beginnings."""
    if len(group) <= BLOCK or length > 5:
        yield group
        return
    parts = defaultdict(list)
    for name in group:
        parts[tuple(bare(word) for word in name.core[:length])].append(name)
    for part in parts.values():
        yield from _split(part, length + 1)


def _names() -> dict[int, ProductName]:
    """Read what is compared of all products that stand for themselves."""
    decisions: dict[int, set[str]] = defaultdict(set)
    for pk, number in Certificate.objects.exclude(decision_number="").values_list(
        "product", "decision_number"
    ):
        decisions[pk].add(fold(number))
    merged = ProductMerge.objects.in_force().values("merged")
    rows = Product.objects.exclude(structure=Product.CHILD).exclude(pk__in=merged)
    fields = ("title", "producer_id", "producer__name", "producer__name_is_stated")
    places = ("province_id", "province__name", "former_province__name", "commune__name")
    return {
        pk: ProductName(
            pk=pk,
            title=title,
            producer_id=producer_id,
            producer=(producer if stated else "") or "",
            province_id=province_id,
            places=_words(province, former, commune),
            provinces=_words(province, former),
            decisions=frozenset(decisions.get(pk, ())),
        )
        for pk, title, producer_id, producer, stated, province_id, province, former, commune in rows.values_list(
            "pk", *fields, *places
        ).iterator(chunk_size=BATCH)
    }


def _words(*names: str | None) -> frozenset[str]:
    return frozenset(fold(" ".join(filter(None, names))).split())
