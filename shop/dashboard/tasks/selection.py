"""The tasks of one person: counted in one query, merged by deadline, the oldest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet, Value
from django.utils.functional import Promise

from catalogue.models import Certificate, Province
from catalogue.models.certificate_in_force import in_force_condition
from catalogue.province_access import provinces_of
from catalogue.renewals.deadlines import FILING_OPENS
from shop.dashboard.tasks.case_sources import CASE_SOURCES
from shop.dashboard.tasks.certificate_sources import CERTIFICATE_SOURCES
from shop.dashboard.tasks.claim_sources import CLAIM_SOURCES
from shop.dashboard.tasks.listing_sources import LISTING_SOURCES
from shop.dashboard.tasks.order_sources import ORDER_SOURCES
from shop.dashboard.tasks.sources import TaskSource, TaskText
from shop.users.models import User

SOURCES: tuple[TaskSource, ...] = (
    *CERTIFICATE_SOURCES,
    *CASE_SOURCES,
    *CLAIM_SOURCES,
    *LISTING_SOURCES,
    *ORDER_SOURCES,
)


@dataclass(frozen=True)
class TaskRow:
    """One line of the list; `due` is the last day for it."""

    kind: str
    label: str | Promise
    text: TaskText
    due: date
    is_late: bool


@dataclass(frozen=True)
class NextTask:
    """The first thing that will come by itself: a filing window that opens."""

    on: date
    product: str


@dataclass(frozen=True)
class TaskScope:
    """Whose tasks, as of which day, in which provinces (None: all), of which kind ("": all)."""

    user: User
    on: date
    provinces: frozenset[int] | None
    kind: str = ""

    def sources(self) -> list[TaskSource]:
        return [source for source in SOURCES if source.is_for(self.user)]

    def pending(self, source: TaskSource) -> QuerySet:
        """Return what waits in one queue."""
        rows = source.pending(self.user, self.on)
        if self.provinces is None:
            return rows
        return rows.filter(**{f"{path}__in": self.provinces for path in source.provinces})


def task_scope(user: User, on: date, *, province: int | None = None, kind: str = "") -> TaskScope:
    """Return what a person may act on, narrowed to one province; one that is not theirs is empty."""
    provinces = provinces_of(user)
    if province is not None:
        chosen = frozenset((province,))
        provinces = chosen if provinces is None else provinces & chosen
    return TaskScope(user, on, provinces, kind)


def own_provinces(user: User) -> QuerySet[Province]:
    """Return the provinces that a person may choose among."""
    provinces, every = provinces_of(user), Province.objects.order_by("name")
    return every if provinces is None else every.filter(pk__in=provinces)


def count_tasks(scope: TaskScope) -> dict[str, int]:
    """Return how many wait of each kind that the person may act on, in one query."""
    counts = {source.kind: 0 for source in scope.sources()}
    queries = [
        scope.pending(source)
        .order_by()
        .annotate(task_kind=Value(source.kind))
        .values("task_kind")
        .annotate(number=Count("pk"))
        .values_list("task_kind", "number")
        for source in scope.sources()
    ]
    if queries:
        counts |= dict(queries[0].union(*queries[1:], all=True))
    return counts


class TaskQueue:
    """The merged list for a paginator: two queries a source and page, whatever waits."""

    def __init__(self, scope: TaskScope, counts: dict[str, int]) -> None:
        self.scope = scope
        self.sources = [
            source
            for source in scope.sources()
            if counts[source.kind] and scope.kind in ("", source.kind)
        ]
        self.length = sum(counts[source.kind] for source in self.sources)

    def __len__(self) -> int:
        return self.length

    def __getitem__(self, page: slice) -> list[TaskRow]:
        """Return the rows of one page."""
        keys = sorted(
            (source.deadline(value), number, pk)
            for number, source in enumerate(self.sources)
            for pk, value in self._first(source, page.stop)
        )[page]
        found = {
            (number, task.pk): task
            for number, source in enumerate(self.sources)
            for task in self._tasks(source, [pk for _due, n, pk in keys if n == number])
        }
        return [
            self._row(self.sources[number], found[number, pk], due)
            for due, number, pk in keys
            if (number, pk) in found
        ]

    def _first(self, source: TaskSource, stop: int) -> QuerySet:
        pending = self.scope.pending(source).order_by(source.due, "pk")
        return pending.values_list("pk", source.due)[:stop]

    def _tasks(self, source: TaskSource, keys: list[int]) -> list[Any]:
        return list(self.scope.pending(source).filter(pk__in=keys)) if keys else []

    def _row(self, source: TaskSource, task: Any, due: date) -> TaskRow:
        return TaskRow(
            kind=source.kind,
            label=source.label,
            text=source.text(task, self.scope.on),
            due=due,
            is_late=due < self.scope.on,
        )


def next_task(scope: TaskScope) -> NextTask | None:
    """Return what will come next by itself, or None where no end is known."""
    certificates = Certificate.objects.filter(
        in_force_condition(scope.on), extended_until=None, valid_until__gt=scope.on + FILING_OPENS
    )
    if scope.provinces is not None:
        certificates = certificates.filter(product__province__in=scope.provinces)
    end = certificates.aggregate(first=Min("valid_until"))["first"]
    if end is None:
        return None
    product = (
        certificates.filter(valid_until=end)
        .order_by("pk")
        .values_list("product__title", flat=True)[0]
    )
    return NextTask(on=end - FILING_OPENS, product=product)
