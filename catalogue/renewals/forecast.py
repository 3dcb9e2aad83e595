"""What leaves the shop when: last days of what is public today, by month and province."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth

from catalogue.clock import add_months
from catalogue.models.certificate import Certificate
from catalogue.models.product import Product
from catalogue.text import fold

MONTHS = 18


@dataclass(frozen=True)
class ProvinceCount:
    """How many goods of one province leave in a month."""

    name: str
    slug: str
    number: int


@dataclass(frozen=True)
class ForecastMonth:
    """One month: `exact` ends are known to the day, of `bounded` ones only the earliest day is."""

    first: date
    exact: int
    bounded: int
    provinces: list[ProvinceCount]

    @property
    def number(self) -> int:
        return self.exact + self.bounded


@dataclass(frozen=True)
class ProvinceMonth:
    """The goods of one province in one month."""

    first: date
    number: int


@dataclass(frozen=True)
class ProvinceForecast:
    """What leaves in one province, month by month, in their order; empty where none is named."""

    name: str
    slug: str
    number: int
    months: list[ProvinceMonth]


def province_grid(months: list[ForecastMonth]) -> list[ProvinceForecast]:
    """Return the months of a forecast turned round: a row for each province, by name.

    Where a source names no province, name and address are empty; that row comes last.
    """
    numbers = {
        (each.name, each.slug): dict.fromkeys((month.first for month in months), 0)
        for month in months
        for each in month.provinces
    }
    for month in months:
        for each in month.provinces:
            numbers[each.name, each.slug][month.first] = each.number
    rows = (
        ProvinceForecast(
            name, slug, sum(counts.values()), [ProvinceMonth(*pair) for pair in counts.items()]
        )
        for (name, slug), counts in numbers.items()
    )
    return sorted(rows, key=lambda row: (not row.name, fold(row.name)))


def leaving_certificates(on: date, *, provinces: frozenset[int] | None = None) -> QuerySet:
    """Return certificates in force behind public products; `ends` is their last day."""
    products = Product.objects.public(on)
    if provinces is not None:
        products = products.filter(province__in=provinces)
    certificates = Certificate.objects.in_force(on).filter(product__in=products.values("pk"))
    return certificates.alias(ends=Coalesce("extended_until", "valid_until"))


def in_month(certificates: QuerySet, first: date) -> QuerySet[Certificate]:
    """Return those whose last day lies in the month that begins on `first`, the earliest first."""
    last = add_months(first, 1) - timedelta(days=1)
    return certificates.filter(ends__range=(first, last)).order_by("ends", "product__title", "pk")


def forecast(
    on: date, *, provinces: frozenset[int] | None = None, months: int = MONTHS
) -> list[ForecastMonth]:
    """Return the months from this one on, in one query; a month in which nothing ends is 0."""
    first = on.replace(day=1)
    until = add_months(first, months) - timedelta(days=1)
    bounded = Count("pk", filter=Q(extended_until=None, possible_until__gt=F("valid_until")))
    rows = (
        leaving_certificates(on, provinces=provinces)
        .filter(ends__lte=until)
        .annotate(month=TruncMonth("ends"))
        .order_by()
        .values("month", "product__province__name", "product__province__slug")
        .annotate(number=Count("pk"), bounded=bounded)
        .order_by("month", "-number", "product__province__name")
    )
    by_month: dict[date, list[dict]] = {add_months(first, n): [] for n in range(months)}
    for row in rows:
        by_month[row["month"]].append(row)
    return [_month(day, counts) for day, counts in by_month.items()]


def _month(first: date, counts: list[dict]) -> ForecastMonth:
    uncertain = sum(row["bounded"] for row in counts)
    return ForecastMonth(
        first=first,
        exact=sum(row["number"] for row in counts) - uncertain,
        bounded=uncertain,
        provinces=[
            ProvinceCount(
                row["product__province__name"] or "",
                row["product__province__slug"] or "",
                row["number"],
            )
            for row in counts
        ],
    )
