"""The engine on the site's own database, SQLite or PostgreSQL, reading search entries alone."""

from collections.abc import Sequence

from django.db.models import Case, Count, F, IntegerField, Value, When

from catalogue.clock import today
from search.assembly import assemble
from search.embedded.counting import count_cells
from search.embedded.filters import all_filters, in_scope
from search.embedded.text import begins, found
from search.models import PageEntry, SearchEntry, SearchEntryQuerySet
from search.query import RELEVANCE, SearchQuery
from search.ranking import Reward, rewards
from search.results import PAGE_SIZE, SearchResults
from search.selection import Selection, select
from search.terms import Term, read_terms
from search.vocabulary import Vocabulary

ORDERS = {
    RELEVANCE: ("-in_stock", "-stars", "-valid_from", "pk"),
    "moi": ("-valid_from", "pk"),
    "gia": (F("price").asc(nulls_last=True), "pk"),
    "-gia": (F("price").desc(nulls_last=True), "pk"),
    "sao": ("-stars", "-valid_from", "pk"),
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
        pool = in_scope(_entries(terms), chosen, words)
        sums = count_cells(pool, chosen, words)

        def page(number: int) -> list[int]:
            return _page(pool, chosen, terms, words, number)

        return assemble(chosen, sums, page, words, rest=lambda: self._rest(terms))

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return how many products in force each text finds, in one query."""
        asked = {f"text_{n}": read_terms(text) for n, text in enumerate(texts)}
        sums = {name: Count("pk", filter=found(terms)) for name, terms in asked.items() if terms}
        counted = SearchEntry.objects.in_force(today()).aggregate(**sums) if sums else {}
        return [counted.get(name, 0) for name in asked]

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return products whose name has the folded words side by side, the last one begun."""
        entries = SearchEntry.objects.in_force(today()).filter(begins(typed))
        return list(entries.order_by("-stars", "name", "pk").values_list("pk", flat=True)[:limit])

    def pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages with all the words, those named so first."""
        terms = read_terms(text)
        if not terms:
            return []
        pages = PageEntry.objects.filter(found(terms), shown=True)
        ranked = pages.annotate(rank=_rank(terms)).order_by("-rank", "-first_published", "pk")
        return list(ranked.values_list("pk", flat=True)[:limit])

    def _rest(self, terms: tuple[Term, ...]) -> str:
        """Return the longest run of words, from the beginning or else to the end, that is found."""
        sizes = range(len(terms) - 1, 0, -1)
        runs = [run for size in sizes for run in (terms[:size], terms[-size:])]
        texts = [" ".join(term.typed for term in run) for run in runs]
        return next(
            (text for text, count in zip(texts, self.counts(texts), strict=True) if count), ""
        )


def _entries(terms: tuple[Term, ...]) -> SearchEntryQuerySet:
    entries = SearchEntry.objects.in_force(today())
    return entries.filter(found(terms)) if terms else entries


def _page(
    pool: SearchEntryQuerySet,
    chosen: Selection,
    terms: tuple[Term, ...],
    words: Vocabulary,
    number: int,
) -> list[int]:
    """Return the primary keys of one page, narrow rows sorted by the database."""
    order = ORDERS[chosen.query.sort]
    if terms and chosen.query.sort == RELEVANCE:
        pool = pool.annotate(rank=_rank(terms))
        order = ("-rank", *order)
    start = (number - 1) * PAGE_SIZE
    hits = pool.filter(all_filters(chosen, words)).order_by(*order)
    return list(hits.values_list("pk", flat=True)[start : start + PAGE_SIZE])


def _rank(terms: tuple[Term, ...]):
    """Return the sum of what speaks for an entry."""
    parts = [_worth(each) for each in rewards(terms)]
    return sum(parts[1:], parts[0])


def _worth(reward: Reward) -> Case:
    look = "startswith" if reward.begins else "contains"
    earned = When(**{f"{reward.field}__{look}": reward.words}, then=Value(reward.points))
    return Case(earned, default=Value(0), output_field=IntegerField())
