"""Counts for the filters: entries grouped into cells, all filters served by one query."""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from search.embedded.filters import all_filters, price_filter
from search.facets import PRODUCERS, Cell, Tally, tally
from search.models import SearchEntryQuerySet
from search.selection import Selection
from search.vocabulary import Vocabulary


def count_cells(pool: SearchEntryQuerySet, chosen: Selection, words: Vocabulary) -> Tally:
    """Return the counts of a pool for the chosen filters."""
    sums = tally(_cells(pool, chosen), chosen, words)
    if not chosen.query.scope.producer:
        sums.producers = _producers(pool, chosen, words)
    return sums


def _cells(pool: SearchEntryQuerySet, chosen: Selection) -> Iterable[Cell]:
    fits_price = fits_producer = Value(1)
    if chosen.query.has_price:
        fits_price = _flag(price_filter(chosen.query))
    if chosen.producer:
        fits_producer = _flag(Q(producer=chosen.producer.pk))
    rows = pool.order_by().annotate(
        stock=Cast("in_stock", IntegerField()),
        former=F("former_province") if chosen.formers else Value(None, IntegerField()),
        price_fits=fits_price,
        producer_fits=fits_producer,
    )
    names = ("node", "province", "stars", "producer_kind", "stock", "former", "price_step")
    rows = rows.values_list(*names, "price_fits", "producer_fits")
    return _raw(rows.annotate(Count("pk")))


def _producers(pool: SearchEntryQuerySet, chosen: Selection, words: Vocabulary) -> dict[int, int]:
    """Return the most frequent producers under all other filters, and always the chosen one."""
    others = pool.filter(all_filters(chosen, words, leave_out="producer"), producer__isnull=False)
    counted = others.order_by().values_list("producer").annotate(number=Count("pk"))
    found = dict(counted.order_by("-number", "producer")[:PRODUCERS])
    if chosen.producer and chosen.producer.pk not in found:
        found |= dict(counted.filter(producer=chosen.producer.pk))
    return found


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _raw(rows: QuerySet) -> Iterable[Cell]:
    """Read counted rows as the database gives them.

    Django converts every number on its own, which took longer than the query: of 15,000 products
    there are thousands of cells.
    """
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return []
    with connections[rows.db].cursor() as cursor:
        cursor.execute(sql, params)
        return map(Cell._make, cursor.fetchall())
