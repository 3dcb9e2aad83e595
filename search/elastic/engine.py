"""The engine on an Elasticsearch cluster: the answers of the embedded one, at any size."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.text import fold
from search.analysis.terms import Term, read_terms
from search.elastic import queries
from search.elastic.aggregations import add_facet_counts, read_facet_counts
from search.elastic.client import Deadline, remote_errors
from search.elastic.dsl import Q, Query, Search
from search.elastic.mapping import PAGES, PRODUCTS, IndexFamily
from search.engines.assembly import assemble
from search.index.remote import RemoteUnavailable
from search.query import SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import Selection, resolve
from search.vocabulary import Vocabulary


class ElasticEngine:
    """Answers a query with one round trip. Every method raises RemoteUnavailable, and only that."""

    def run(self, query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
        """Return the hits of the page asked for, the total and the filters with counts.

        Counts and hits are two searches that travel together: the counts are the same for every
        page and order, and the cluster remembers them until something changes.
        """
        vocabulary = vocabulary or Vocabulary.load()
        selection, terms = resolve(query, vocabulary), read_terms(query.text)
        searches, deadline = _ListSearches(selection, terms, vocabulary), Deadline()
        aggregations, hits = _ask(
            deadline, [searches.counts(), searches.hits(selection.query.page)]
        )
        with remote_errors():
            counts = read_facet_counts(
                aggregations["aggregations"], selection, searches.filters, vocabulary
            )
            first_page = _ids(hits)

        def page(number: int) -> list[int]:
            if number == selection.query.page:
                return first_page
            return _ids(_ask(deadline, [searches.hits(number)])[0])

        return assemble(selection, counts, page, vocabulary)

    def count_hits(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return how many products in force each text finds, in one round trip."""
        terms_of_texts = [read_terms(text) for text in texts]
        searches = [
            _search(
                PRODUCTS, [*queries.in_force(today(), audience), *queries.has_all_words(terms)]
            ).extra(size=0, track_total_hits=True)
            for terms in terms_of_texts
            if terms
        ]
        totals = iter(
            [_total(response) for response in _ask(Deadline(), searches)] if searches else ()
        )
        return [next(totals) if terms else 0 for terms in terms_of_texts]

    def count_ended(self, text: str, audience: Audience = Audience.PUBLIC) -> int:
        """Return how many products with all the words are certified no more."""
        terms = read_terms(text)
        if not terms:
            return 0
        conditions = [*queries.ended(today(), audience), *queries.has_all_words(terms)]
        search = _search(PRODUCTS, conditions)
        return _total(_ask(Deadline(), [search.extra(size=0, track_total_hits=True)])[0])

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return products whose name has the folded words side by side, the last one begun."""
        words = fold(typed)
        if not words:
            return []
        conditions = [*queries.in_force(today(), audience), queries.name_begins(words)]
        order: list[Any] = [{"stars": "desc"}, "name_key", "product"]
        search = _search(PRODUCTS, conditions).sort(*order)
        return _ids(_ask(Deadline(), [search[:limit]])[0])

    def find_pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages with all the words, those named so first."""
        terms = read_terms(text)
        if not terms:
            return []
        conditions = [*queries.has_all_words(terms), Q("term", shown=True)]
        search = _search(PAGES).query(queries.by_points(terms, conditions))
        order: list[Any] = [
            "_score",
            {"first_published": {"order": "desc", "missing": "_last"}},
            "page",
        ]
        return _ids(_ask(Deadline(), [search.sort(*order)[:limit]])[0])


class _ListSearches:
    """One query as the two searches that answer it."""

    def __init__(
        self, selection: Selection, terms: tuple[Term, ...], vocabulary: Vocabulary
    ) -> None:
        self.selection, self.terms = selection, terms
        self.pool = [
            *queries.in_force(today(), selection.query.audience),
            *queries.in_scope(selection, vocabulary),
            *queries.has_all_words(terms),
        ]
        self.filters = queries.filters(selection, vocabulary)

    def counts(self) -> Search:
        """Return the search that counts."""
        return add_facet_counts(_search(PRODUCTS, self.pool), self.selection, self.filters)

    def hits(self, number: int) -> Search:
        """Return the search for a page by number."""
        query, conditions = self.selection.query, [*self.pool, *self.filters.values()]
        order = queries.order(query, self.terms)
        search = _search(PRODUCTS, conditions)
        if "_score" in order:
            search = _search(PRODUCTS).query(queries.by_points(self.terms, conditions))
        start = (number - 1) * PAGE_SIZE
        return search.sort(*order)[start : start + PAGE_SIZE]


def _search(family: IndexFamily, conditions: Sequence[Query] = ()) -> Search:
    """Return a search that finds keys alone and would rather fail than leave something out."""
    search = Search(index=family.live).source(False).extra(track_total_hits=False)
    search = search.params(request_cache=True, allow_partial_search_results=False)
    return search.query("bool", filter=list(conditions)) if conditions else search


def _ask(deadline: Deadline, searches: Sequence[Search]) -> list[Mapping]:
    """Send searches in one request; raises RemoteUnavailable when one of them failed."""
    lines: list[dict] = []
    for search in searches:
        lines += [{"index": search._index, **search._params}, search.to_dict()]
    body = deadline.ask(lambda using: using.msearch(searches=lines).body)
    with remote_errors():
        responses = body["responses"]
        for response in responses:
            if "error" in response:
                _fail(response)
    return responses


def _fail(response: Mapping) -> None:
    reason = "missing index" if response["status"] == 404 else "cluster error"
    raise RemoteUnavailable(reason, f"{response['status']} {response['error']}"[:500])


def _total(response: Mapping) -> int:
    return response["hits"]["total"]["value"]


def _ids(response: Mapping) -> list[int]:
    return [int(hit["_id"]) for hit in response["hits"]["hits"]]
