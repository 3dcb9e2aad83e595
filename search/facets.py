"""Filters to show, from the counts that an engine made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.models.producer import Producer, ProducerKind
from search.price_ranges import price_facet
from search.query import STARS
from search.results import Facet, FacetValue
from search.selection import Selection
from search.vocabulary import Vocabulary

PRODUCERS = 12

#: The filters by name, as in DROPPED of a page that found nothing.
NAMES = ("groups", "provinces", "region", "stars", "kinds", "in_stock", "price", "producer")


@dataclass
class Tally:
    """The counts behind the filters, by primary key; each ignores the choice made in its own filter.

    `prices` counts by step of prices.PRICE_LADDER, those without a price under None; `producers`
    holds the PRODUCERS most frequent ones and the chosen one; `without` says how many more hits
    there were if one filter, by its name in NAMES, were left out.
    """

    total: int = 0
    groups: Counter = field(default_factory=Counter)
    provinces: Counter = field(default_factory=Counter)
    formers: Counter = field(default_factory=Counter)
    regions: Counter = field(default_factory=Counter)
    stars: Counter = field(default_factory=Counter)
    kinds: Counter = field(default_factory=Counter)
    in_stock: int = 0
    prices: Counter = field(default_factory=Counter)
    producers: dict[int, int] = field(default_factory=dict)
    without: Counter = field(default_factory=Counter)


def build_facets(
    sums: Tally, chosen: Selection, words: Vocabulary, makers: dict[int, Producer]
) -> list[Facet]:
    """Return the filters to show; values without hits are left out unless they are chosen.

    `makers`: the producers that `sums` counts.
    """
    facets = [
        _group_facet(sums, chosen, words),
        _region_facet(sums, chosen, words),
        _province_facet(sums, chosen, words),
        _stars_facet(sums, chosen),
        price_facet(sums.prices, chosen.query),
        _kind_facet(sums, chosen),
        _producer_facet(sums, chosen, makers),
        _stock_facet(sums, chosen),
    ]
    scope = chosen.query.scope
    hidden = {"vung"} if scope.region or scope.province else set()
    hidden |= {"tinh"} if scope.province else set()
    hidden |= {"loai", "nsx", "nhom", "vung", "tinh"} if scope.producer else set()
    return [each for each in facets if each.key not in hidden and (each.options or each.low)]


def _shown(options: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(each for each in options if each.count or each.selected)


def _group_facet(sums: Tally, chosen: Selection, words: Vocabulary) -> Facet:
    picked = {group.pk for group in chosen.groups}
    own = words.groups.get(chosen.query.scope.group)
    tree = [
        each
        for sector in words.groups.values()
        if sector.is_sector
        for each in words.groups.values()
        if sector.pk in (each.pk, each.sector)
    ]
    options = _shown(
        FacetValue(
            value=group.slug,
            label=group.name,
            count=sums.groups[group.pk],
            selected=group.pk in picked,
            level="sector" if group.is_sector else "group",
        )
        for group in tree
        if own is None or group.pk != own.pk
    )
    return Facet("nhom", _("Product group"), "many", open=True, options=options)


def _region_facet(sums: Tally, chosen: Selection, words: Vocabulary) -> Facet:
    now = chosen.region
    options = _shown(
        FacetValue(each.slug, each.name, sums.regions[each.pk], each == now)
        for each in words.regions.values()
    )
    if options:
        everywhere = FacetValue("", _("All regions"), sum(sums.regions.values()), now is None)
        options = (everywhere, *options)
    return Facet("vung", _("Region"), "one", open=now is not None, options=options)


def _province_facet(sums: Tally, chosen: Selection, words: Vocabulary) -> Facet:
    picked = {place.pk for place in chosen.provinces}
    former = tuple(
        FacetValue(each.slug, words.province_label(each), sums.formers[each.pk], selected=True)
        for each in chosen.formers
    )
    current = _shown(
        FacetValue(each.slug, each.name, sums.provinces[each.pk], each.pk in picked)
        for each in words.provinces.values()
    )
    opened = bool(picked or former or chosen.region or chosen.query.scope.region)
    return Facet("tinh", _("Province"), "many", open=opened, options=former + current)


def _stars_facet(sums: Tally, chosen: Selection) -> Facet:
    options = _shown(
        FacetValue(
            str(stars),
            _("%(stars)s stars") % {"stars": stars},
            sums.stars[stars],
            stars in chosen.query.stars,
        )
        for stars in reversed(STARS)
    )
    return Facet("sao", _("Stars"), "many", open=True, options=options)


def _producer_facet(sums: Tally, chosen: Selection, makers: dict[int, Producer]) -> Facet:
    options = _shown(
        FacetValue(each.slug, each.name, sums.producers.get(pk, 0), each == chosen.producer)
        for pk, each in makers.items()
    )
    if chosen.producer and options:
        options = (FacetValue("", _("All producers"), 0, selected=False), *options)
    return Facet("nsx", _("Producer's name"), "one", open=bool(chosen.producer), options=options)


def _kind_facet(sums: Tally, chosen: Selection) -> Facet:
    options = _shown(
        FacetValue(kind.value, str(kind.label), sums.kinds[kind.value], kind in chosen.query.kinds)
        for kind in ProducerKind
    )
    return Facet("loai", _("Producer"), "many", open=bool(chosen.query.kinds), options=options)


def _stock_facet(sums: Tally, chosen: Selection) -> Facet:
    label = pgettext("filter", "In stock")
    options = _shown([FacetValue("1", label, sums.in_stock, chosen.query.in_stock)])
    return Facet("con_hang", _("Availability"), "many", open=True, options=options)
