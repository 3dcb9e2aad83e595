"""The engine on the site's own database, SQLite or PostgreSQL: words there, all else in memory."""

from collections.abc import Sequence
from functools import reduce
from heapq import nsmallest
from itertools import islice
from operator import and_

from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.text import fold
from search.analysis.terms import Term, read_terms
from search.embedded import text
from search.embedded.bits import bitset, flags, positions_in
from search.embedded.counting import count_facets
from search.embedded.filters import chosen_filters, in_scope
from search.embedded.snapshot import Snapshot
from search.embedded.snapshot_store import current_snapshot
from search.engines.assembly import assemble
from search.models import SearchEntry
from search.query import RELEVANCE, SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import resolve
from search.vocabulary import Vocabulary

#: At most so many products with the words are looked at for those that are certified no more.
MAX_ENDED = 10_000


class EmbeddedEngine:
    """Answers a query with a fixed number of queries, whatever it finds."""

    def run(self, query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
        """Return the hits of the page asked for, the total and the filters with counts.

        A page beyond the last gives the last. Never raises for what a shopper may type.
        """
        vocabulary = vocabulary or Vocabulary.load()
        selection = resolve(query, vocabulary)
        terms = read_terms(query.text)
        snapshot = current_snapshot(query.audience)
        points = _points_by_position(snapshot, terms, ranked=query.sort == RELEVANCE)
        pool = in_scope(snapshot, selection, vocabulary)
        if terms:
            pool &= bitset(points, snapshot.size)
        filters = chosen_filters(snapshot, selection, vocabulary)
        counts = count_facets(snapshot, pool, filters, selection, vocabulary)
        hits = reduce(and_, filters.values(), pool)

        def page(number: int) -> list[int]:
            positions = _page_positions(snapshot, hits, points, selection.query.sort, number)
            return [snapshot.keys[position] for position in positions]

        return assemble(selection, counts, page, vocabulary)

    def count_hits(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return how many products in force each text finds, in one query."""
        in_force = current_snapshot(audience).position_of.keys()
        keys_of_texts = text.matching_keys_of_each([read_terms(typed) for typed in texts])
        return [sum(map(in_force.__contains__, keys)) for keys in keys_of_texts]

    def count_ended(self, typed: str, audience: Audience = Audience.PUBLIC) -> int:
        """Return how many products with all the words are certified no more."""
        terms = read_terms(typed)
        keys = text.matching_keys(terms)[:MAX_ENDED] if terms else []
        return SearchEntry.objects.ended(today(), audience).filter(pk__in=keys).count()

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return products whose name has the folded words side by side, the last one begun."""
        words = fold(typed)
        if not words:
            return []
        snapshot = current_snapshot(audience)
        position_of = snapshot.position_of
        positions = [position_of[key] for key in text.keys_by_prefix(words) if key in position_of]
        best = nsmallest(limit, positions, key=snapshot.name_ranks.__getitem__)
        return [snapshot.keys[position] for position in best]

    def find_pages(self, typed: str, limit: int) -> list[int]:
        """Return story and province pages with all the words, those named so first."""
        terms = read_terms(typed)
        return text.matching_pages(terms, limit) if terms else []


def _points_by_position(
    snapshot: Snapshot, terms: Sequence[Term], *, ranked: bool
) -> dict[int, int]:
    """Return the points of every position with all the words; all have 0 unless `ranked`."""
    if not terms:
        return {}
    pairs = text.ranked_keys(terms) if ranked else ((key, 0) for key in text.matching_keys(terms))
    position_of = snapshot.position_of
    return {position_of[key]: points for key, points in pairs if key in position_of}


def _page_positions(
    snapshot: Snapshot, hits: int, points: dict[int, int], sort: str, number: int
) -> list[int]:
    start = (number - 1) * PAGE_SIZE
    stop = start + PAGE_SIZE
    if sort != RELEVANCE:
        is_hit = flags(hits, snapshot.size)
        in_order = (position for position in snapshot.sorted_by(sort) if is_hit[position])
        return list(islice(in_order, start, stop))
    positions = positions_in(hits, snapshot.size)
    if not points:
        return list(islice(positions, start, stop))
    # One number each: more points are smaller, and the remainder is the position.
    ranks = sorted(position - points[position] * snapshot.size for position in positions)
    return [rank % snapshot.size for rank in ranks[start:stop]]
