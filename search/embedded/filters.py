"""Filters as sets of places."""

from search.embedded.snapshot import Snapshot
from search.selection import Selection
from search.vocabulary import Vocabulary


def in_scope(stock: Snapshot, chosen: Selection, words: Vocabulary) -> int:
    """Return the products of the page's own group, region, province or producer."""
    scope, found = chosen.query.scope, stock.all
    if scope.producer:
        found &= stock.made_by(chosen.scope_producer) if chosen.scope_producer else 0
    if scope.province:
        place = words.provinces.get(scope.province)
        found &= stock.having("province", [place.pk]) if place else 0
    if scope.region:
        region = words.regions.get(scope.region)
        found &= stock.having("province", words.provinces_of(region)) if region else 0
    if scope.group:
        found &= stock.having("node", words.below(scope.group))
    return found


def chosen_filters(stock: Snapshot, chosen: Selection, words: Vocabulary) -> dict[str, int]:
    """Return what each filter that is set leaves, by its name in facets.NAMES."""
    query, found = chosen.query, {}
    if chosen.groups:
        found["groups"] = stock.having("node", chosen.nodes)
    if chosen.provinces or chosen.formers:
        now, former = chosen.place_ids
        found["provinces"] = stock.having("province", now) | stock.having("former_province", former)
    if chosen.region:
        found["region"] = stock.having("province", words.provinces_of(chosen.region))
    if query.stars:
        found["stars"] = stock.having("stars", query.stars)
    if query.kinds:
        found["kinds"] = stock.having("producer_kind", query.kinds)
    if query.in_stock:
        found["in_stock"] = stock.having("in_stock", [True])
    if query.has_price:
        found["price"] = stock.priced(query.price_from, query.price_to)
    if chosen.producer:
        found["producer"] = stock.made_by(chosen.producer.pk)
    return found
