"""The engine on an Elasticsearch cluster: the answers of the embedded one, at any size."""

from collections.abc import Mapping, Sequence
from typing import Any

from catalogue.clock import today
from catalogue.text import fold
from search.analysis.terms import Term, read_terms
from search.elastic import queries
from search.elastic.aggregations import count_values, read_tally
from search.elastic.client import Deadline, asking
from search.elastic.dsl import Q, Query, Search
from search.elastic.mapping import PAGES, PRODUCTS, Family
from search.engines.assembly import assemble
from search.index.remote import RemoteUnavailable
from search.query import SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import Selection, select
from search.vocabulary import Vocabulary


class ElasticEngine:
    """Answers a query with one round trip. Every method raises RemoteUnavailable, and only that."""

    def run(self, query: SearchQuery, words: Vocabulary | None = None) -> SearchResults:
        """Return the hits of the page asked for, the total and the filters with counts.

        Counts and hits are two searches that travel together: the counts are the same for every
        page and order, and the cluster remembers them until something changes.
        """
        words = words or Vocabulary.load()
        chosen, terms = select(query, words), read_terms(query.text)
        asked, deadline = _Listing(chosen, terms, words), Deadline()
        counted, found = _ask(deadline, [asked.counts(), asked.hits(chosen.query.page)])
        with asking():
            sums = read_tally(counted["aggregations"], chosen, asked.filters, words)
            first = _ids(found)

        def page(number: int) -> list[int]:
            if number == chosen.query.page:
                return first
            return _ids(_ask(deadline, [asked.hits(number)])[0])

        return assemble(chosen, sums, page, words)

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return how many products in force each text finds, in one round trip."""
        asked = [read_terms(text) for text in texts]
        searches = [
            _search(PRODUCTS, [*queries.in_force(today()), *queries.has_all(terms)]).extra(
                size=0, track_total_hits=True
            )
            for terms in asked
            if terms
        ]
        totals = iter([_total(each) for each in _ask(Deadline(), searches)] if searches else ())
        return [next(totals) if terms else 0 for terms in asked]

    def ended(self, text: str) -> int:
        """Return how many products with all the words are certified no more."""
        terms = read_terms(text)
        if not terms:
            return 0
        search = _search(PRODUCTS, [*queries.ended(today()), *queries.has_all(terms)])
        return _total(_ask(Deadline(), [search.extra(size=0, track_total_hits=True)])[0])

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return products whose name has the folded words side by side, the last one begun."""
        words = fold(typed)
        if not words:
            return []
        conditions = [*queries.in_force(today()), queries.begun(words)]
        order: list[Any] = [{"stars": "desc"}, "name_key", "product"]
        search = _search(PRODUCTS, conditions).sort(*order)
        return _ids(_ask(Deadline(), [search[:limit]])[0])

    def pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages with all the words, those named so first."""
        terms = read_terms(text)
        if not terms:
            return []
        conditions = [*queries.has_all(terms), Q("term", shown=True)]
        search = _search(PAGES).query(queries.ranked(terms, conditions))
        order: list[Any] = [
            "_score",
            {"first_published": {"order": "desc", "missing": "_last"}},
            "page",
        ]
        return _ids(_ask(Deadline(), [search.sort(*order)[:limit]])[0])


class _Listing:
    """One query as the two searches that answer it."""

    def __init__(self, chosen: Selection, terms: tuple[Term, ...], words: Vocabulary) -> None:
        self.chosen, self.terms = chosen, terms
        self.pool = [
            *queries.in_force(today()),
            *queries.in_scope(chosen, words),
            *queries.has_all(terms),
        ]
        self.filters = queries.filters(chosen, words)

    def counts(self) -> Search:
        """Return the search that counts."""
        return count_values(_search(PRODUCTS, self.pool), self.chosen, self.filters)

    def hits(self, number: int) -> Search:
        """Return the search for a page by number."""
        query, conditions = self.chosen.query, [*self.pool, *self.filters.values()]
        order = queries.order(query, self.terms)
        search = _search(PRODUCTS, conditions)
        if "_score" in order:
            search = _search(PRODUCTS).query(queries.ranked(self.terms, conditions))
        start = (number - 1) * PAGE_SIZE
        return search.sort(*order)[start : start + PAGE_SIZE]


def _search(family: Family, conditions: Sequence[Query] = ()) -> Search:
    """Return a search that finds keys alone and would rather fail than leave something out."""
    search = Search(index=family.live).source(False).extra(track_total_hits=False)
    search = search.params(request_cache=True, allow_partial_search_results=False)
    return search.query("bool", filter=list(conditions)) if conditions else search


def _ask(deadline: Deadline, searches: Sequence[Search]) -> list[Mapping]:
    """Send searches in one request; raises RemoteUnavailable when one of them failed."""
    lines: list[dict] = []
    for search in searches:
        lines += [{"index": search._index, **search._params}, search.to_dict()]
    told = deadline.ask(lambda using: using.msearch(searches=lines).body)
    with asking():
        answers = told["responses"]
        for answer in answers:
            if "error" in answer:
                _fail(answer)
    return answers


def _fail(answer: Mapping) -> None:
    reason = "missing index" if answer["status"] == 404 else "cluster error"
    raise RemoteUnavailable(reason, f"{answer['status']} {answer['error']}"[:500])


def _total(answer: Mapping) -> int:
    return answer["hits"]["total"]["value"]


def _ids(answer: Mapping) -> list[int]:
    return [int(hit["_id"]) for hit in answer["hits"]["hits"]]
