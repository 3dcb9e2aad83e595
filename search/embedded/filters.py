"""Filters as conditions on entries."""

from django.db.models import Q

from search.models import SearchEntryQuerySet
from search.query import SearchQuery
from search.selection import Selection
from search.vocabulary import Vocabulary


def in_scope(
    entries: SearchEntryQuerySet, chosen: Selection, words: Vocabulary
) -> SearchEntryQuerySet:
    """Return the entries of the page's own group, region, province or producer."""
    scope = chosen.query.scope
    if scope.producer:
        entries = entries.filter(producer=chosen.scope_producer)
    if scope.province:
        entries = entries.filter(province=words.provinces[scope.province].pk)
    if scope.region:
        entries = entries.filter(province__in=words.provinces_of(words.regions[scope.region]))
    if scope.group:
        entries = entries.filter(node__in=words.below(scope.group))
    return entries


def all_filters(chosen: Selection, words: Vocabulary, *, leave_out: str = "") -> Q:
    """Return all chosen filters as one condition; `leave_out="producer"` ignores that one."""
    query, condition = chosen.query, Q()
    if chosen.groups:
        condition &= Q(node__in=chosen.nodes)
    if chosen.provinces or chosen.formers:
        current, former = chosen.place_ids
        condition &= Q(province__in=current) | Q(former_province__in=former)
    if chosen.region:
        condition &= Q(province__in=words.provinces_of(chosen.region))
    if query.stars:
        condition &= Q(stars__in=query.stars)
    if query.kinds:
        condition &= Q(producer_kind__in=query.kinds)
    if query.in_stock:
        condition &= Q(in_stock=True)
    if chosen.producer and leave_out != "producer":
        condition &= Q(producer=chosen.producer.pk)
    return condition & price_filter(query) if query.has_price else condition


def price_filter(query: SearchQuery) -> Q:
    """Return the chosen price range as a condition."""
    condition = Q(price__isnull=False)
    if query.price_from is not None:
        condition &= Q(price__gte=query.price_from)
    if query.price_to is not None:
        condition &= Q(price__lte=query.price_to)
    return condition
