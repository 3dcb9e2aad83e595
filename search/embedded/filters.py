"""Filters as sets of positions in the snapshot."""

from search.embedded.snapshot import Snapshot
from search.selection import Selection
from search.vocabulary import Vocabulary


def in_scope(snapshot: Snapshot, selection: Selection, vocabulary: Vocabulary) -> int:
    """Return the products of the page's own group, region, province or producer."""
    scope, products = selection.query.scope, snapshot.all_positions
    if scope.producer:
        own = snapshot.of_producer(selection.scope_producer) if selection.scope_producer else 0
        products &= own
    if scope.province:
        province = vocabulary.provinces.get(scope.province)
        products &= snapshot.with_values("province", [province.pk]) if province else 0
    if scope.region:
        region = vocabulary.regions.get(scope.region)
        provinces = vocabulary.provinces_of(region) if region else ()
        products &= snapshot.with_values("province", provinces)
    if scope.group:
        products &= snapshot.with_values("node", vocabulary.keys_below(scope.group))
    return products


def chosen_filters(
    snapshot: Snapshot, selection: Selection, vocabulary: Vocabulary
) -> dict[str, int]:
    """Return what each filter that is set leaves, by its name in facets.FILTER_NAMES."""
    query, filters = selection.query, {}
    if selection.groups:
        filters["groups"] = snapshot.with_values("node", selection.nodes)
    if selection.provinces or selection.formers:
        current, former = selection.place_ids
        filters["provinces"] = snapshot.with_values("province", current)
        filters["provinces"] |= snapshot.with_values("former_province", former)
    if selection.region:
        provinces = vocabulary.provinces_of(selection.region)
        filters["region"] = snapshot.with_values("province", provinces)
    if query.stars:
        filters["stars"] = snapshot.with_values("stars", query.stars)
    if query.kinds:
        filters["kinds"] = snapshot.with_values("producer_kind", query.kinds)
    if query.proofs:
        filters["proofs"] = snapshot.with_proofs(query.proofs)
    if query.in_stock:
        filters["in_stock"] = snapshot.with_values("in_stock", [True])
    if query.has_price:
        filters["price"] = snapshot.in_price_range(query.price_from, query.price_to)
    if selection.producer:
        filters["producer"] = snapshot.of_producer(selection.producer.pk)
    return filters
