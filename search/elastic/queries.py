"""What is asked of the cluster: words, the day, filters, rewards and order, as the embedded engine."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from search.analysis.terms import Term
from search.elastic.dsl import Q, Query
from search.elastic.mapping import key
from search.engines.ranking import Reward, rewards
from search.query import RELEVANCE, SearchQuery
from search.selection import Selection
from search.vocabulary import Vocabulary

_LAST = {"missing": "_last"}
ORDERS: dict[str, list] = {
    RELEVANCE: [{"in_stock": "desc"}, {"stars": "desc"}, {"valid_from": "desc"}, "product"],
    "moi": [{"valid_from": "desc"}, "product"],
    "gia": [{"price": {"order": "asc"} | _LAST}, "product"],
    "-gia": [{"price": {"order": "desc"} | _LAST}, "product"],
    "sao": [{"stars": "desc"}, {"valid_from": "desc"}, "product"],
}


def has(field: str, words: str) -> Query:
    """Return the condition that a field has these folded words side by side."""
    if " " in words.strip():
        return Q("match_phrase", **{field: words.strip()})
    return Q("term", **{field: words.strip()})


def has_all(terms: Sequence[Term]) -> list[Query]:
    """Return the conditions that every word is there."""
    return [has("words", term.folded) for term in terms]


def in_force(on: date) -> list[Query]:
    """Return the conditions that a product may be shown and is certified on a day."""
    return [
        Q("term", shown=True),
        Q("range", valid_from={"lte": on.isoformat()}),
        Q("range", valid_until={"gte": on.isoformat()}),
    ]


def ended(on: date) -> list[Query]:
    """Return the conditions that a product may be shown and was certified until before a day."""
    return [Q("term", shown=True), Q("range", valid_until={"lt": on.isoformat()})]


def in_scope(chosen: Selection, words: Vocabulary) -> list[Query]:
    """Return the conditions of the page's own group, region, province or producer."""
    scope, found = chosen.query.scope, []
    if scope.producer:
        found.append(Q("terms", producer=keys([chosen.scope_producer])))
    if scope.province:
        found.append(Q("terms", province=keys([words.provinces[scope.province].pk])))
    if scope.region:
        inside = words.provinces_of(words.regions[scope.region])
        found.append(Q("terms", province=keys(inside)))
    if scope.group:
        found.append(Q("terms", node=keys(words.below(scope.group))))
    return found


def filters(chosen: Selection, words: Vocabulary) -> dict[str, Query]:
    """Return the chosen filters, by the names of `facets.NAMES`."""
    query, found = chosen.query, {}
    if chosen.groups:
        found["groups"] = Q("terms", node=keys(chosen.nodes))
    if chosen.provinces or chosen.formers:
        current, former = chosen.place_ids
        places = [Q("terms", province=keys(current)), Q("terms", former_province=keys(former))]
        found["provinces"] = Q("bool", should=places, minimum_should_match=1)
    if chosen.region:
        found["region"] = Q("terms", province=keys(words.provinces_of(chosen.region)))
    if query.stars:
        found["stars"] = Q("terms", stars=list(query.stars))
    if query.kinds:
        found["kinds"] = Q("terms", producer_kind=list(query.kinds))
    if query.in_stock:
        found["in_stock"] = Q("term", in_stock=True)
    if query.has_price:
        found["price"] = Q("range", price=_price(query))
    if chosen.producer:
        found["producer"] = Q("terms", producer=keys([chosen.producer.pk]))
    return found


def ranked(terms: Sequence[Term], conditions: list[Query]) -> Query:
    """Return the question whose score is the sum of points that a document earns."""
    return Q("bool", filter=conditions, should=[_worth(each) for each in rewards(terms)])


def order(query: SearchQuery, terms: Sequence[Term]) -> list[Any]:
    """Return the order asked for; points count only where there are words."""
    by_points: list[Any] = ["_score"] if terms and query.sort == RELEVANCE else []
    return by_points + ORDERS[query.sort]


def begun(typed: str) -> Query:
    """Return the condition that a name has these words side by side, the last one begun.

    The number of endings is bounded only where the beginning is longer than what is indexed.
    """
    return Q("match_phrase_prefix", name={"query": typed, "max_expansions": 1000})


def keys(numbers: Iterable[int | None]) -> list[str]:
    """Return primary keys as the index holds them."""
    return [key(number) for number in sorted(filter(None, numbers))]


def _worth(reward: Reward) -> Query:
    return Q("constant_score", filter=_earned(reward), boost=reward.points)


def _earned(reward: Reward) -> Query:
    if reward.begins:
        return Q("prefix", **{f"{reward.field}_key": reward.words})
    return has(reward.field, reward.words)


def _price(query: SearchQuery) -> dict[str, int]:
    ends = {"gte": query.price_from, "lte": query.price_to}
    return {name: price for name, price in ends.items() if price is not None}
