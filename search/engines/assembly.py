"""From counts and primary keys to SearchResults: the same for every engine."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.cards import ProductCard
from catalogue.models import Producer, Product
from catalogue.text import fold
from search.facets import FacetCounts, build_facets
from search.query import SearchQuery
from search.results import PAGE_SIZE, SearchResults
from search.selection import Selection
from search.vocabulary import Vocabulary
from shop.promotion.reductions import shop_cards


def assemble(
    selection: Selection,
    counts: FacetCounts,
    page: Callable[[int], list[int]],
    vocabulary: Vocabulary,
) -> SearchResults:
    """Return the result. `page` gives the keys of a page by number, asked only when it is needed.

    A page beyond the last becomes the last.
    """
    query, notices = clamp_page(selection.query, counts.total)
    named_only = Producer.objects.only("name", "slug", "name_is_stated")
    producers = named_only.in_bulk(counts.producers) if counts.producers else {}
    named_producers = {
        pk: producers[pk]
        for pk in counts.producers
        if pk in producers and producers[pk].name_is_stated
    }
    return SearchResults(
        query=query,
        hits=public_cards(page(query.page), query.audience) if counts.total else [],
        total=counts.total,
        facets=build_facets(counts, selection, vocabulary, named_producers),
        notices=notices,
        hits_without=dict(counts.hits_without),
    )


def clamp_page(query: SearchQuery, total: int) -> tuple[SearchQuery, list[str]]:
    """Return the query on a page that exists, and notices for the shopper."""
    notices, last = list(query.notes), max(1, -(-total // PAGE_SIZE))
    if query.text and not fold(query.text):
        notices.append(_("There is no word in “%(text)s”.") % {"text": query.text})
    if query.page <= last:
        return query, notices
    if total:
        notices.append(
            _("There are only %(pages)d pages; this is the last one.") % {"pages": last}
            if last > 1
            else _("There is only one page.")
        )
    return query.with_(page=last, notes=query.notes), notices


def public_cards(ids: list[int], audience: Audience = Audience.PUBLIC) -> list[ProductCard]:
    """Return cards in the order of the keys; they pass the gate once more."""
    products = Product.objects.public(audience=audience).cards_only().in_bulk(ids)
    shown = [products[pk] for pk in ids if pk in products]
    return shop_cards(shown, audience)
