"""Filters to show, from the counts that an engine made."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalogue.models.producer import Producer, ProducerKind
from catalogue.models.proof import ProofKind
from search.price_ranges import price_facet
from search.query import STARS
from search.results import Facet, FacetValue
from search.selection import Selection
from search.vocabulary import Vocabulary

MAX_PRODUCERS = 12

#: The filters by name, as in FILTER_LABELS of a page that found nothing.
FILTER_NAMES = (
    *("groups", "provinces", "region", "stars"),
    *("kinds", "in_stock", "price", "producer", "proofs"),
)


@dataclass
class FacetCounts:
    """The counts behind the filters, by primary key; each ignores the choice made in its own filter.

    `prices` counts by step of price_ranges.PRICE_LADDER, those without a price under None; `producers`
    holds the MAX_PRODUCERS most frequent ones and the chosen one; `hits_without` says how many more hits
    there were if one filter, by its name in FILTER_NAMES, were left out.
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
    proofs: Counter = field(default_factory=Counter)
    hits_without: Counter = field(default_factory=Counter)


def build_facets(
    counts: FacetCounts,
    selection: Selection,
    vocabulary: Vocabulary,
    producers: dict[int, Producer],
) -> list[Facet]:
    """Return the filters to show; values without hits are left out unless they are chosen.

    `producers`: the producers that `counts` counts.
    """
    facets = [
        _group_facet(counts, selection, vocabulary),
        _region_facet(counts, selection, vocabulary),
        _province_facet(counts, selection, vocabulary),
        _stars_facet(counts, selection),
        price_facet(counts.prices, selection.query),
        _proof_facet(counts, selection),
        _kind_facet(counts, selection),
        _producer_facet(counts, selection, producers),
        _stock_facet(counts, selection),
    ]
    scope = selection.query.scope
    hidden = {"vung"} if scope.region or scope.province else set()
    hidden |= {"tinh"} if scope.province else set()
    hidden |= {"loai", "nsx", "nhom", "vung", "tinh"} if scope.producer else set()
    return [facet for facet in facets if facet.key not in hidden and (facet.options or facet.low)]


def _with_hits(options: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    return tuple(option for option in options if option.count or option.selected)


def _group_facet(counts: FacetCounts, selection: Selection, vocabulary: Vocabulary) -> Facet:
    selected_keys = {group.pk for group in selection.groups}
    page_group = vocabulary.groups.get(selection.query.scope.group)
    groups = [
        group
        for sector in vocabulary.groups.values()
        if sector.is_sector
        for group in vocabulary.groups.values()
        if sector.pk in (group.pk, group.sector)
    ]
    options = _with_hits(
        FacetValue(
            value=group.slug,
            label=group.name,
            count=counts.groups[group.pk],
            selected=group.pk in selected_keys,
            level="sector" if group.is_sector else "group",
        )
        for group in groups
        if page_group is None or group.pk != page_group.pk
    )
    return Facet("nhom", _("Product group"), "many", open=True, options=options)


def _region_facet(counts: FacetCounts, selection: Selection, vocabulary: Vocabulary) -> Facet:
    selected_region = selection.region
    options = _with_hits(
        FacetValue(region.slug, region.name, counts.regions[region.pk], region == selected_region)
        for region in vocabulary.regions.values()
    )
    if options:
        all_regions = FacetValue(
            "", _("All regions"), sum(counts.regions.values()), selected_region is None
        )
        options = (all_regions, *options)
    return Facet("vung", _("Region"), "one", open=selected_region is not None, options=options)


def _province_facet(counts: FacetCounts, selection: Selection, vocabulary: Vocabulary) -> Facet:
    selected_keys = {place.pk for place in selection.provinces}
    former_values = tuple(
        FacetValue(
            former.slug, vocabulary.province_label(former), counts.formers[former.pk], selected=True
        )
        for former in selection.formers
    )
    current_values = _with_hits(
        FacetValue(
            province.slug,
            province.name,
            counts.provinces[province.pk],
            province.pk in selected_keys,
        )
        for province in vocabulary.provinces.values()
    )
    is_open = bool(
        selected_keys or former_values or selection.region or selection.query.scope.region
    )
    return Facet(
        "tinh", _("Province"), "many", open=is_open, options=former_values + current_values
    )


def _stars_facet(counts: FacetCounts, selection: Selection) -> Facet:
    options = _with_hits(
        FacetValue(
            str(stars),
            _("%(stars)s stars") % {"stars": stars},
            counts.stars[stars],
            stars in selection.query.stars,
        )
        for stars in reversed(STARS)
    )
    return Facet("sao", _("Stars"), "many", open=True, options=options)


def _producer_facet(
    counts: FacetCounts, selection: Selection, producers: dict[int, Producer]
) -> Facet:
    options = _with_hits(
        FacetValue(
            producer.slug,
            producer.name,
            counts.producers.get(pk, 0),
            producer == selection.producer,
        )
        for pk, producer in producers.items()
    )
    if selection.producer and options:
        options = (FacetValue("", _("All producers"), 0, selected=False), *options)
    return Facet("nsx", _("Producer's name"), "one", open=bool(selection.producer), options=options)


def _kind_facet(counts: FacetCounts, selection: Selection) -> Facet:
    options = _with_hits(
        FacetValue(
            kind.value, str(kind.label), counts.kinds[kind.value], kind in selection.query.kinds
        )
        for kind in ProducerKind
    )
    return Facet("loai", _("Producer"), "many", open=bool(selection.query.kinds), options=options)


def _proof_facet(counts: FacetCounts, selection: Selection) -> Facet:
    options = _with_hits(
        FacetValue(
            kind.value,
            capfirst(str(kind.label)),
            counts.proofs[kind.value],
            kind in selection.query.proofs,
        )
        for kind in ProofKind
    )
    return Facet("tieu_chuan", _("Standards"), "many", open=True, options=options)


def _stock_facet(counts: FacetCounts, selection: Selection) -> Facet:
    label = pgettext("filter", "In stock")
    options = _with_hits([FacetValue("1", label, counts.in_stock, selection.query.in_stock)])
    return Facet("con_hang", _("Availability"), "many", open=True, options=options)
