"""A result as the list template shows it: cards, filters, chips, order, pages and ways out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.cards import ProductCard
from catalogue.models.producer import ProducerKind
from cms.cards import Pager, PagerItem
from search.query import RELEVANCE, SearchQuery
from search.results import PAGE_SIZE, Facet, FacetValue, SearchResults
from search.vocabulary import Vocabulary
from theme.templatetags.theme_tags import dong

SORT_LABELS = {
    RELEVANCE: gettext_lazy("Most relevant"),
    "moi": gettext_lazy("Newly certified"),
    "gia": gettext_lazy("Price: low to high"),
    "-gia": gettext_lazy("Price: high to low"),
    "sao": gettext_lazy("Most stars"),
}

DROPPED = {
    "groups": pgettext_lazy("filter", "group"),
    "provinces": pgettext_lazy("filter", "province"),
    "region": pgettext_lazy("filter", "region"),
    "stars": pgettext_lazy("filter", "stars"),
    "kinds": pgettext_lazy("filter", "producer"),
    "in_stock": pgettext_lazy("filter", "in stock"),
    "price": pgettext_lazy("filter", "price"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, with the address without it."""

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
    """What search/results.html reads. `action` is the page's address without a query string."""

    cards: list[ProductCard]
    total: int
    pager: Pager
    facets: list[Facet]
    chips: list[Chip]
    sort_options: list[SortOption]
    notices: list[str]
    query: str
    action: str
    hidden: list[tuple[str, str]]
    active_count: int
    clear_url: str


def build_listing(results: SearchResults, path: str, words: Vocabulary) -> Listing:
    """Return the listing of a result on the page at `path`."""
    query = results.query
    return Listing(
        cards=results.hits,
        total=results.total,
        pager=_pager(results, path),
        facets=results.facets,
        chips=list(_chips(query, path, words)),
        sort_options=[
            SortOption(value, str(label), value == query.sort)
            for value, label in SORT_LABELS.items()
        ],
        notices=results.notices,
        query=query.text,
        action=path,
        hidden=[("nsx", query.producer)] if query.producer else [],
        active_count=query.filters,
        clear_url=query.cleared().url(path) if query.filters else "",
    )


def ways_out(results: SearchResults, path: str) -> list[tuple[str, str]]:
    """Return links for a page that found nothing: the filter to drop that brings back most."""
    fixed = list(DROPPED)
    best = sorted(results.without.items(), key=lambda item: (-item[1], fixed.index(item[0])))
    links = []
    for name, count in best[:3]:
        label = _("Without the filter “%(filter)s” (%(count)d)")
        label %= {"filter": DROPPED[name], "count": count}
        links.append((label, _dropped(results.query, name).url(path)))
    if results.rest:
        label = _("Search for “%(text)s” only") % {"text": results.rest}
        links.append((label, results.query.with_(text=results.rest).url(path)))
    if results.query.filters and not links:
        links.append((_("Clear all filters"), results.query.cleared().url(path)))
    return links


def _dropped(query: SearchQuery, name: str) -> SearchQuery:
    if name == "price":
        return query.with_(price_from=None, price_to=None)
    return query.without_(name)


def _pager(results: SearchResults, path: str) -> Pager:
    number, pages = results.query.page, results.pages

    def url(page: int) -> str:
        return results.query.with_(page=page).url(path)

    shown = Paginator(range(results.total), PAGE_SIZE).get_elided_page_range(
        number, on_each_side=1, on_ends=1
    )
    return Pager(
        number=number,
        pages=pages,
        previous=url(number - 1) if number > 1 else "",
        next=url(number + 1) if number < pages else "",
        items=[
            PagerItem(None, "", False)
            if each == Paginator.ELLIPSIS
            else PagerItem(each, url(each), each == number)
            for each in shown
        ],
    )


def _chips(query: SearchQuery, path: str, words: Vocabulary) -> Iterator[Chip]:
    """Yield one chip for each value that is set."""
    for slug in query.groups:
        yield Chip(words.groups[slug].name, query.without_("groups", slug).url(path))
    if query.region:
        yield Chip(words.regions[query.region].name, query.without_("region").url(path))
    for slug in query.provinces:
        label = words.province_label(words.province(slug))
        yield Chip(label, query.without_("provinces", slug).url(path))
    for stars in query.stars:
        label = _("%(stars)s stars") % {"stars": stars}
        yield Chip(label, query.without_("stars", stars).url(path))
    for kind in query.kinds:
        yield Chip(str(ProducerKind(kind).label), query.without_("kinds", kind).url(path))
    if query.producer:
        yield Chip(_("One producer"), query.without_("producer").url(path))
    if query.has_price:
        yield Chip(_price_label(query), _dropped(query, "price").url(path))
    if query.in_stock:
        yield Chip(_("In stock"), query.without_("in_stock").url(path))


def _price_label(query: SearchQuery) -> str:
    low, high = dong(query.price_from), dong(query.price_to)
    if query.price_to is None:
        return _("From %(price)s") % {"price": low}
    if query.price_from is None:
        return _("Up to %(price)s") % {"price": high}
    return f"{low} – {high}"


def options_of(results: SearchResults, key: str) -> tuple[FacetValue, ...]:
    """Return the values of one filter with their counts; none when the filter is not shown."""
    return next((facet.options for facet in results.facets if facet.key == key), ())
