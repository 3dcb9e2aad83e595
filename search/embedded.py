"""The engine on the site's own database: SQLite or PostgreSQL, the same queries on both.

Words are looked for with LIKE in the folded text of search entries: one narrow table, read once
for the counts and once for the page. Every query starts at the gate, Product.objects.public().
"""

from collections.abc import Iterable

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Max,
    Min,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from catalogue.cards import ProductCard, product_cards
from catalogue.models import Product
from catalogue.models.product import ProductQuerySet
from catalogue.text import fold
from search.facets import Cell, Tally, build_facets, tally
from search.models import SearchEntry
from search.query import RELEVANCE, SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import Selection, select
from search.terms import Term, read_terms
from search.vocabulary import Vocabulary

#: What a hit is worth: a word in the name, its marks as typed, the words in the order typed.
IN_NAME, MARKS_FIT, MARKS_FIT_IN_NAME = 4, 8, 2
PHRASE_MARKED, PHRASE_IN_NAME, NAME_BEGINS = 6, 2, 1

ORDERS = {
    RELEVANCE: (
        F("search_entry__in_stock").desc(nulls_last=True),
        "-in_force__stars",
        "-in_force__valid_from",
        "pk",
    ),
    "moi": ("-in_force__valid_from", "-pk"),
    "gia": (F("search_entry__price").asc(nulls_last=True), "pk"),
    "-gia": (F("search_entry__price").desc(nulls_last=True), "pk"),
    "sao": ("-in_force__stars", "-in_force__valid_from", "-pk"),
}


class EmbeddedEngine:
    """Answers a query with a fixed number of queries, whatever it finds."""

    def run(self, query: SearchQuery, words: Vocabulary | None = None) -> SearchResults:
        """Return the hits of the page asked for, the total and the filters with counts.

        A page beyond the last gives the last. Never raises for what a shopper may type.
        """
        words = words or Vocabulary.load()
        chosen = select(query, words)
        terms = read_terms(query.text)
        pool = self._pool(chosen, terms, words)
        sums = tally(_cells(pool, chosen), chosen, words)
        answered, notices = _clamped(chosen.query, sums)
        ids = self._page(pool, chosen, terms, answered.page) if sums.total else []
        return SearchResults(
            query=answered,
            hits=_cards(ids),
            total=sums.total,
            facets=build_facets(sums, chosen, words),
            notices=notices,
            without=dict(sums.without),
            rest="" if sums.total or sums.without else _rest(terms),
        )

    def _pool(
        self, chosen: Selection, terms: tuple[Term, ...], words: Vocabulary
    ) -> ProductQuerySet:
        """Return the public products within the page's scope that the text finds."""
        scope, pool = chosen.query.scope, Product.objects.public().order_by()
        if terms:
            pool = pool.filter(pk__in=SearchEntry.objects.filter(found(terms)))
        if chosen.producer:
            pool = pool.filter(producer=chosen.producer)
        if scope.producer:
            pool = pool.filter(producer__slug=scope.producer)
        if scope.province:
            pool = pool.filter(province__slug=scope.province)
        if scope.region:
            pool = pool.filter(province__region__slug=scope.region)
        if scope.group:
            pool = pool.filter(classification__in=words.below(scope.group))
        return pool

    def _page(
        self, pool: ProductQuerySet, chosen: Selection, terms: tuple[Term, ...], page: int
    ) -> list[int]:
        """Return the primary keys of one page, narrow rows sorted by the database."""
        order = ORDERS[chosen.query.sort]
        if terms and chosen.query.sort == RELEVANCE:
            pool = pool.annotate(rank=_rank(terms))
            order = ("-rank", *order)
        start = (page - 1) * PAGE_SIZE
        hits = pool.filter(_filters(chosen)).order_by(*order)
        return list(hits.values_list("pk", flat=True)[start : start + PAGE_SIZE])


def found(terms: tuple[Term, ...]) -> Q:
    """Return the condition "every word is there"; the longest is the rarest and comes first."""
    condition = Q()
    for term in sorted(terms, key=lambda term: -len(term.folded)):
        condition &= Q(words__contains=term.folded)
    return condition


def _rank(terms: tuple[Term, ...]):
    """Return the sum of what speaks for a product: marks as typed, then the name, then order."""
    parts = []
    for term in terms:
        parts.append(_worth(IN_NAME, name__contains=term.folded))
        if term.has_marks:
            parts.append(_worth(MARKS_FIT, words_marked__contains=term.marked))
            parts.append(_worth(MARKS_FIT_IN_NAME, name_marked__contains=term.marked))
    whole = f" {' '.join(term.folded.strip() for term in terms)} "
    parts.append(_worth(NAME_BEGINS, name__startswith=whole))
    if len(terms) > 1:
        marked = f" {' '.join(term.marked.strip() for term in terms)} "
        parts.append(_worth(PHRASE_IN_NAME, name__contains=whole))
        parts.append(_worth(PHRASE_MARKED, words_marked__contains=marked))
    return sum(parts[1:], parts[0])


def _worth(points: int, **condition: str) -> Case:
    on_entry = {f"search_entry__{name}": value for name, value in condition.items()}
    return Case(When(**on_entry, then=Value(points)), default=Value(0), output_field=IntegerField())


def _cells(pool: ProductQuerySet, chosen: Selection):
    """Count the pool by everything that filters look at: one query, all filters served."""
    query = chosen.query
    former = F("former_province_id") if chosen.formers else Value(None, IntegerField())
    fits = Value(1)
    if query.has_price:
        fits = Case(When(_price_filter(query), then=Value(1)), default=Value(0))
    rows = pool.annotate(
        cell_kind=F("search_entry__producer_kind"),
        cell_stock=Cast("search_entry__in_stock", IntegerField()),
        cell_former=former,
        cell_price_fits=fits,
    ).values_list(
        "classification_id",
        "province_id",
        "stars",
        "cell_kind",
        "cell_stock",
        "cell_former",
        "cell_price_fits",
    )
    prices = F("search_entry__price")
    return _raw(rows.annotate(Count("pk"), low=Min(prices), high=Max(prices)))


def _raw(rows: ProductQuerySet) -> Iterable[Cell]:
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


def _price_filter(query: SearchQuery) -> Q:
    condition = Q(search_entry__price__isnull=False)
    if query.price_from is not None:
        condition &= Q(search_entry__price__gte=query.price_from)
    if query.price_to is not None:
        condition &= Q(search_entry__price__lte=query.price_to)
    return condition


def _filters(chosen: Selection) -> Q:
    """Return all chosen filters as one condition."""
    query, condition = chosen.query, Q()
    if chosen.groups:
        condition &= Q(classification__in=chosen.nodes)
    if chosen.provinces or chosen.formers:
        current, former = chosen.place_ids
        condition &= Q(province__in=current) | Q(former_province__in=former)
    if chosen.region:
        condition &= Q(province__region=chosen.region.pk)
    if query.stars:
        condition &= Q(in_force__stars__in=query.stars)
    if query.kinds:
        condition &= Q(search_entry__producer_kind__in=query.kinds)
    if query.in_stock:
        condition &= Q(search_entry__in_stock=True)
    return condition & _price_filter(query) if query.has_price else condition


def _clamped(query: SearchQuery, sums: Tally) -> tuple[SearchQuery, list[str]]:
    """Return the query on a page that exists, and what to tell the shopper."""
    notices, last = list(query.notes), max(1, -(-sums.total // PAGE_SIZE))
    if query.text and not fold(query.text):
        notices.append(_("There is no word in “%(text)s”.") % {"text": query.text})
    if query.page <= last:
        return query, notices
    if sums.total:
        notices.append(
            _("There are only %(pages)d pages; this is the last one.") % {"pages": last}
            if last > 1
            else _("There is only one page.")
        )
    return query.with_(page=last, notes=query.notes), notices


def _cards(ids: list[int]) -> list[ProductCard]:
    """Return cards in the order of the keys; they pass the gate once more."""
    products = Product.objects.public().for_cards().in_bulk(ids)
    return product_cards(products[pk] for pk in ids if pk in products)


def _rest(terms: tuple[Term, ...]) -> str:
    """Return the longest run of words, from the beginning or else to the end, that is found."""
    sizes = range(len(terms) - 1, 0, -1)
    runs = [run for size in sizes for run in (terms[:size], terms[-size:])]
    if not runs:
        return ""
    sums = {f"run_{n}": Count("pk", filter=found(run)) for n, run in enumerate(runs)}
    public = Product.objects.public().order_by().values("pk")
    counts = SearchEntry.objects.filter(product__in=public).aggregate(**sums)
    best = next((run for n, run in enumerate(runs) if counts[f"run_{n}"]), ())
    return " ".join(term.typed for term in best)
