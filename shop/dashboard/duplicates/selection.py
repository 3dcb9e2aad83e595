"""Which pairs and merges a person sees, and the plain rows of the list."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Model, Q, QuerySet

from catalogue.duplicates.similarity import CERTAIN
from catalogue.models import DuplicateCandidate, Product, ProductMerge
from catalogue.models.duplicate import DuplicateState
from catalogue.province_access import own_province_rows
from catalogue.text import question, slugify_vi
from shop.dashboard.duplicates.forms import DuplicateFilter
from shop.users.models import User

Row = TypeVar("Row", bound=Model)

_OPEN = Q(state=DuplicateState.OPEN)
CONDITIONS = {
    DuplicateFilter.CERTAIN: _OPEN & Q(score__gte=CERTAIN),
    DuplicateFilter.PERHAPS: _OPEN & Q(score__lt=CERTAIN),
    DuplicateFilter.DIFFERENT: Q(state=DuplicateState.DIFFERENT),
}


@dataclass(frozen=True, slots=True)
class DuplicatePairRow:
    """One pair of the list."""

    pk: int
    first: str
    second: str
    first_producer: str
    second_producer: str
    province: str
    reason: str
    certain: bool
    since: datetime


def own_candidates(user: User | AnonymousUser) -> QuerySet[DuplicateCandidate]:
    """Pairs of the provinces that a person acts for; both products have to be of one."""
    rows = own_province_rows(DuplicateCandidate.objects.all(), user, province="first__province")
    return own_province_rows(rows, user, province="second__province")


def own_merges(user: User) -> QuerySet[ProductMerge]:
    """Merges of the provinces that a person acts for."""
    return own_province_rows(ProductMerge.objects.in_force(), user, province="kept__province")


def select_candidates(
    user: User, *, show: DuplicateFilter, text: str
) -> QuerySet[DuplicateCandidate]:
    """Return the pairs of a filter with all the words in one of the products."""
    rows = own_candidates(user).filter(CONDITIONS[show])
    rows = _matching(rows, text, ("first", "second"))
    return rows.select_related("first__producer", "second__producer", "first__province")


def select_merges(user: User, *, text: str) -> QuerySet[ProductMerge]:
    """Return the merges in force with all the words in one of the products, the newest first."""
    rows = _matching(own_merges(user), text, ("kept", "merged"))
    return rows.select_related("kept__producer", "kept__province", "merged", "by")


def count_by_filter(user: User) -> dict[str, int]:
    """Return how many rows each filter holds."""
    counts = {f"n{i}": Count("pk", filter=q) for i, q in enumerate(CONDITIONS.values())}
    totals = own_candidates(user).aggregate(**counts)
    by_filter = {show.value: totals[f"n{i}"] for i, show in enumerate(CONDITIONS)}
    return by_filter | {DuplicateFilter.MERGED.value: own_merges(user).count()}


def pair_row(candidate: DuplicateCandidate) -> DuplicatePairRow:
    """Return a pair as the list shows it."""
    province = candidate.first.province
    return DuplicatePairRow(
        pk=candidate.pk,
        first=candidate.first.title,
        second=candidate.second.title,
        first_producer=_producer(candidate.first),
        second_producer=_producer(candidate.second),
        province=province.name if province else "",
        reason=candidate.get_reason_display(),
        certain=candidate.score >= CERTAIN,
        since=candidate.found_at,
    )


def _producer(product: Product) -> str:
    return product.producer.name if product.producer else ""


def _matching(rows: QuerySet[Row], text: str, paths: tuple[str, str]) -> QuerySet[Row]:
    slug = slugify_vi(question(text))
    if not slug:
        return rows
    matches = Q()
    for path in paths:
        matches |= Q(**{f"{path}__slug__contains": slug})
        matches |= Q(**{f"{path}__producer__slug__contains": slug})
    return rows.filter(matches)
