"""A result as the list template shows it: cards, filters, chips, order, pages and relaxed searches."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.cards import ProductCard
from catalogue.models.producer import ProducerKind
from catalogue.models.proof import ProofKind
from search.price_ranges import range_label
from search.query import RELEVANCE, SearchQuery
from search.results import PAGE_SIZE, FacetValue, SearchResults
from search.vocabulary import Vocabulary
from shop.storefront.listing.filters import ListFilter, list_filters
from theme.formats import short_producer
from theme.links import Link
from theme.pager import Pager, PagerItem

SORT_LABELS = {
    RELEVANCE: gettext_lazy("Most relevant"),
    "moi": gettext_lazy("Newly certified"),
    "gia": gettext_lazy("Price: low to high"),
    "-gia": gettext_lazy("Price: high to low"),
    "sao": gettext_lazy("Most stars"),
}

FILTER_LABELS = {
    "groups": pgettext_lazy("filter", "group"),
    "provinces": pgettext_lazy("filter", "province"),
    "region": pgettext_lazy("filter", "region"),
    "stars": pgettext_lazy("filter", "stars"),
    "kinds": pgettext_lazy("filter", "producer"),
    "in_stock": pgettext_lazy("filter", "in stock"),
    "price": pgettext_lazy("filter", "price"),
    "producer": pgettext_lazy("filter", "producer's name"),
    "proofs": pgettext_lazy("filter", "standard"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, with the URL without it."""

    label: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class SortOption:
    """One way to sort the list."""

    value: str
    label: str
    selected: bool


@dataclass(frozen=True)
class Listing:
    """What storefront/listing/results.html reads. `action` is the page's path."""

    cards: list[ProductCard]
    total: int
    pager: Pager
    facets: list[ListFilter]
    chips: list[Chip]
    sort_options: list[SortOption]
    notices: list[str]
    query: str
    action: str
    hidden: list[tuple[str, str]]
    active_count: int
    clear_url: str


def build_listing(results: SearchResults, path: str, vocabulary: Vocabulary) -> Listing:
    """Return the listing of a result on the page at `path`."""
    query = results.query
    return Listing(
        cards=results.hits,
        total=results.total,
        pager=_pager(results, path),
        facets=list_filters(results.facets, query, path, vocabulary),
        chips=list(_chips(results, path, vocabulary)),
        sort_options=[
            SortOption("" if value == RELEVANCE else value, str(label), value == query.sort)
            for value, label in SORT_LABELS.items()
        ],
        notices=results.notices,
        query=query.text,
        action=path,
        hidden=_hidden_fields(results),
        active_count=query.filters,
        clear_url=query.cleared().url(path) if query.filters else "",
    )


def relaxed_searches(results: SearchResults, path: str) -> list[Link]:
    """Return links for a page that found nothing: the filter to drop that brings back most."""
    names = list(FILTER_LABELS)
    most_hits = sorted(
        results.hits_without.items(), key=lambda item: (-item[1], names.index(item[0]))
    )
    links = [
        Link(
            _("Without the filter “%(filter)s”") % {"filter": FILTER_LABELS[name]},
            _without_filter(results.query, name).url(path),
            count,
        )
        for name, count in most_hits[:3]
    ]
    for part in results.parts:
        label = _("Search for “%(text)s” only") % {"text": part}
        links.append(Link(label, results.query.with_(text=part).url(path)))
    if results.query.filters and not links:
        links.append(Link(_("Clear all filters"), results.query.cleared().url(path)))
    return links


def _without_filter(query: SearchQuery, name: str) -> SearchQuery:
    if name == "price":
        return query.with_(price_from=None, price_to=None)
    return query.without_(name)


def _pager(results: SearchResults, path: str) -> Pager:
    number, pages = results.query.page, results.pages

    def url(page: int) -> str:
        return results.query.with_(page=page).url(path)

    paginator = Paginator(range(results.total), PAGE_SIZE)
    page_range: Iterator[int | str] = paginator.get_elided_page_range(
        number, on_each_side=1, on_ends=1
    )
    return Pager(
        number=number,
        pages=pages,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < pages else "",
        items=[
            PagerItem(page_number, url(page_number), page_number == number)
            if isinstance(page_number, int)
            else PagerItem(None, "", False)
            for page_number in page_range
        ],
    )


def _hidden_fields(results: SearchResults) -> list[tuple[str, str]]:
    """Return what the form must carry because no filter on the page shows it."""
    slug = results.query.producer
    return [("nsx", slug)] if slug and not _producer_label(results) else []


def _chips(results: SearchResults, path: str, vocabulary: Vocabulary) -> Iterator[Chip]:
    """Yield one chip for each value that is set."""
    query = results.query
    for slug in query.groups:
        yield Chip(vocabulary.groups[slug].name, query.without_("groups", slug).url(path))
    if query.region:
        yield Chip(vocabulary.regions[query.region].name, query.without_("region").url(path))
    for slug in query.provinces:
        place = vocabulary.province(slug)
        label = vocabulary.province_label(place) if place else slug
        yield Chip(label, query.without_("provinces", slug).url(path))
    for stars in query.stars:
        label = _("%(stars)s stars") % {"stars": stars}
        yield Chip(label, query.without_("stars", stars).url(path))
    for kind in query.kinds:
        yield Chip(str(ProducerKind(kind).label), query.without_("kinds", kind).url(path))
    for kind in query.proofs:
        label = capfirst(str(ProofKind(kind).label))
        yield Chip(label, query.without_("proofs", kind).url(path))
    if query.producer:
        label = short_producer(_producer_label(results)) or _("One producer")
        yield Chip(label, query.without_("producer").url(path))
    if query.has_price:
        label = range_label(query.price_from, query.price_to)
        yield Chip(label, _without_filter(query, "price").url(path))
    if query.in_stock:
        yield Chip(_("In stock"), query.without_("in_stock").url(path))


def _producer_label(results: SearchResults) -> str:
    """Return the name of the chosen producer when the filter shows it."""
    options = options_of(results, "nsx")
    return next((option.label for option in options if option.selected and option.value), "")


def options_of(results: SearchResults, key: str) -> tuple[FacetValue, ...]:
    """Return the values of one filter with their counts; none when the filter is not shown."""
    return next((facet.options for facet in results.facets if facet.key == key), ())
