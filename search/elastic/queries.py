"""Queries to the cluster: words, day, filters, rewards and order, as in the embedded engine."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from catalogue.audience import Audience
from catalogue.clock import today
from search.analysis.terms import Term
from search.elastic.dsl import Q, Query
from search.elastic.mapping import to_keyword
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


def has_words(field: str, words: str) -> Query:
    """Return the condition that a field has these folded words side by side."""
    if " " in words.strip():
        return Q("match_phrase", **{field: words.strip()})
    return Q("term", **{field: words.strip()})


def has_all_words(terms: Sequence[Term]) -> list[Query]:
    """Return the conditions that every word is there."""
    return [has_words("words", term.folded) for term in terms]


def shown_to(audience: Audience) -> list[Query]:
    """Return the conditions that an audience may see a product."""
    if audience is Audience.ADULT:
        return [Q("term", shown=True)]
    return [Q("term", shown=True), Q("bool", must_not=[Q("term", adults_only=True)])]


def in_force(on: date, audience: Audience) -> list[Query]:
    """Return the conditions that an audience may see a product, certified on a day."""
    return [
        *shown_to(audience),
        Q("range", valid_from={"lte": on.isoformat()}),
        Q("range", valid_until={"gte": on.isoformat()}),
    ]


def ended(on: date, audience: Audience) -> list[Query]:
    """Return the conditions that an audience may see a product, certified until before a day."""
    return [*shown_to(audience), Q("range", valid_until={"lt": on.isoformat()})]


def in_scope(selection: Selection, vocabulary: Vocabulary) -> list[Query]:
    """Return the conditions of the page's own group, region, province or producer."""
    scope, conditions = selection.query.scope, []
    if scope.producer:
        conditions.append(Q("terms", producer=to_keywords([selection.scope_producer])))
    if scope.province:
        conditions.append(
            Q("terms", province=to_keywords([vocabulary.provinces[scope.province].pk]))
        )
    if scope.region:
        provinces = vocabulary.provinces_of(vocabulary.regions[scope.region])
        conditions.append(Q("terms", province=to_keywords(provinces)))
    if scope.group:
        conditions.append(Q("terms", node=to_keywords(vocabulary.keys_below(scope.group))))
    return conditions


def filters(selection: Selection, vocabulary: Vocabulary) -> dict[str, Query]:
    """Return the chosen filters, by the names of `facets.NAMES`."""
    query, conditions = selection.query, {}
    if selection.groups:
        conditions["groups"] = Q("terms", node=to_keywords(selection.nodes))
    if selection.provinces or selection.formers:
        current, former = selection.place_ids
        places = [
            Q("terms", province=to_keywords(current)),
            Q("terms", former_province=to_keywords(former)),
        ]
        conditions["provinces"] = Q("bool", should=places, minimum_should_match=1)
    if selection.region:
        conditions["region"] = Q(
            "terms", province=to_keywords(vocabulary.provinces_of(selection.region))
        )
    if query.stars:
        conditions["stars"] = Q("terms", stars=list(query.stars))
    if query.kinds:
        conditions["kinds"] = Q("terms", producer_kind=list(query.kinds))
    if query.proofs:
        held = [has_proof(kind, today()) for kind in query.proofs]
        conditions["proofs"] = Q("bool", should=held, minimum_should_match=1)
    if query.in_stock:
        conditions["in_stock"] = Q("term", in_stock=True)
    if query.has_price:
        conditions["price"] = Q("range", price=_price(query))
    if selection.producer:
        conditions["producer"] = Q("terms", producer=to_keywords([selection.producer.pk]))
    return conditions


def has_proof(kind: str, on: date) -> Query:
    """Return the condition that a proof of that kind holds on a day."""
    return Q("term", **{f"proofs.{kind}": on.isoformat()})


def by_points(terms: Sequence[Term], conditions: list[Query]) -> Query:
    """Return the question whose score is the sum of points that a document earns."""
    return Q("bool", filter=conditions, should=[_reward_query(reward) for reward in rewards(terms)])


def order(query: SearchQuery, terms: Sequence[Term]) -> list[Any]:
    """Return the order asked for; points count only where there are words."""

    score: list[Any] = ["_score"] if terms and query.sort == RELEVANCE else []
    return score + ORDERS[query.sort]


def name_begins(typed: str) -> Query:
    """Return the condition that a name has these words side by side, the last one begun.

    The number of endings is bounded only where the beginning is longer than what is indexed.
    """
    return Q("match_phrase_prefix", name={"query": typed, "max_expansions": 1000})


def to_keywords(numbers: Iterable[int | None]) -> list[str]:
    """Return primary keys as the index holds them."""
    return [to_keyword(number) for number in sorted(filter(None, numbers))]


def _reward_query(reward: Reward) -> Query:
    return Q("constant_score", filter=_reward_condition(reward), boost=reward.points)


def _reward_condition(reward: Reward) -> Query:
    if reward.begins:
        return Q("prefix", **{f"{reward.field}_key": reward.words})
    return has_words(reward.field, reward.words)


def _price(query: SearchQuery) -> dict[str, int]:
    ends = {"gte": query.price_from, "lte": query.price_to}
    return {name: price for name, price in ends.items() if price is not None}
