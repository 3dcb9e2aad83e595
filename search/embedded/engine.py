"""The engine on the site's own database, SQLite or PostgreSQL: words there, all else in memory."""

from collections.abc import Sequence
from functools import reduce
from heapq import nsmallest
from itertools import islice
from operator import and_

from catalogue.clock import today
from catalogue.text import fold
from search.analysis.terms import Term, read_terms
from search.embedded import text
from search.embedded.bits import flags, gather, places
from search.embedded.counting import count
from search.embedded.filters import chosen_filters, in_scope
from search.embedded.snapshot import Snapshot
from search.embedded.snapshot_store import current_snapshot
from search.engines.assembly import assemble
from search.models import SearchEntry
from search.query import RELEVANCE, SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import select
from search.vocabulary import Vocabulary

#: Of so many products with the words those are counted that are certified no more.
MANY = 10_000


class EmbeddedEngine:
    """Answers a query with a fixed number of queries, whatever it finds."""

    def run(self, query: SearchQuery, words: Vocabulary | None = None) -> SearchResults:
        """Return the hits of the page asked for, the total and the filters with counts.

        A page beyond the last gives the last. Never raises for what a shopper may type.
        """
        words = words or Vocabulary.load()
        chosen = select(query, words)
        terms = read_terms(query.text)
        stock = current_snapshot()
        points = _found(stock, terms, ranked=query.sort == RELEVANCE)
        pool = in_scope(stock, chosen, words)
        if terms:
            pool &= gather(points, stock.size)
        filters = chosen_filters(stock, chosen, words)
        sums = count(stock, pool, filters, chosen, words)
        hits = reduce(and_, filters.values(), pool)

        def page(number: int) -> list[int]:
            at = _sorted(stock, hits, points, chosen.query.sort, number)
            return [stock.keys[place] for place in at]

        return assemble(chosen, sums, page, words)

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return how many products in force each text finds, in one query."""
        known = current_snapshot().place_of.keys()
        found = text.found_each([read_terms(each) for each in texts])
        return [sum(map(known.__contains__, keys)) for keys in found]

    def ended(self, asked: str) -> int:
        """Return how many products with all the words are certified no more."""
        terms = read_terms(asked)
        found = text.found(terms)[:MANY] if terms else []
        return SearchEntry.objects.ended(today()).filter(pk__in=found).count()

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return products whose name has the folded words side by side, the last one begun."""
        words = fold(typed)
        if not words:
            return []
        stock = current_snapshot()
        at = [stock.place_of[key] for key in text.begun(words) if key in stock.place_of]
        first = nsmallest(limit, at, key=stock.rank_of_name.__getitem__)
        return [stock.keys[place] for place in first]

    def pages(self, asked: str, limit: int) -> list[int]:
        """Return story and province pages with all the words, those named so first."""
        terms = read_terms(asked)
        return text.pages(terms, limit) if terms else []


def _found(stock: Snapshot, terms: Sequence[Term], *, ranked: bool) -> dict[int, int]:
    """Return the points of every place with all the words; none are given where none are asked."""
    if not terms:
        return {}
    pairs = text.ranked(terms) if ranked else ((key, 0) for key in text.found(terms))
    place_of = stock.place_of
    return {place_of[key]: points for key, points in pairs if key in place_of}


def _sorted(
    stock: Snapshot, hits: int, points: dict[int, int], sort: str, number: int
) -> list[int]:
    """Return the places of one page of the hits."""
    start = (number - 1) * PAGE_SIZE
    stop = start + PAGE_SIZE
    if sort != RELEVANCE:
        chosen = flags(hits, stock.size)
        return list(islice((each for each in stock.order(sort) if chosen[each]), start, stop))
    at = places(hits, stock.size)
    if not points:
        return list(islice(at, start, stop))
    best = sorted(place - points[place] * stock.size for place in at)
    return [each % stock.size for each in best[start:stop]]
