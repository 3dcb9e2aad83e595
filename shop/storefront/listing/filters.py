"""Filters as pages show them: the first few values, the rest behind "more", hints and links."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.query import SearchQuery
from search.results import Bound, Facet, FacetValue
from search.vocabulary import Vocabulary
from theme.formats import short_producer

#: Values shown at once; fewer than MIN_FOLDED more are not folded away.
VISIBLE_OPTIONS = 8
MIN_FOLDED = 3


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One value of a filter. `url` chooses it, or takes it back, where it is a link."""

    value: str
    label: str
    count: int
    selected: bool
    level: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class ListFilter:
    """One filter; `chosen` counts what is set, `more` holds the values that are folded away."""

    key: str
    label: str
    kind: str
    open: bool
    chosen: int
    options: list[FilterOption]
    more: list[FilterOption]
    low: Bound | None = None
    high: Bound | None = None


def list_filters(
    facets: list[Facet], query: SearchQuery, path: str, vocabulary: Vocabulary
) -> list[ListFilter]:
    """Return the filters of a list at `path` as its page shows them."""
    return [_list_filter(facet, _options(facet, query, path, vocabulary)) for facet in facets]


def _list_filter(facet: Facet, options: list[FilterOption]) -> ListFilter:
    visible, more = _split_options(facet, options)
    chosen = sum(1 for option in options if option.selected and option.value)
    has_price = any(end and end.value is not None for end in (facet.low, facet.high))
    return ListFilter(
        key=facet.key,
        label=facet.label,
        kind=facet.kind,
        open=facet.open,
        chosen=1 if has_price else chosen,
        options=visible,
        more=more,
        low=facet.low,
        high=facet.high,
    )


def _options(
    facet: Facet, query: SearchQuery, path: str, vocabulary: Vocabulary
) -> list[FilterOption]:
    notes = _former_names(vocabulary) if facet.key == "tinh" else {}
    return [
        FilterOption(
            value=value.value,
            label=short_producer(value.label) if facet.key == "nsx" else value.label,
            count=value.count,
            selected=value.selected,
            level=value.level,
            note=notes.get(value.value, ""),
            url=_price_url(value, query, path) if facet.kind == "range" else "",
        )
        for value in facet.options
    ]


def _split_options(
    facet: Facet, options: list[FilterOption]
) -> tuple[list[FilterOption], list[FilterOption]]:
    """Show what is chosen and the most frequent; provinces by count first, the folded ones by name."""
    if facet.kind == "range" or len(options) < VISIBLE_OPTIONS + MIN_FOLDED:
        return options, []
    by_count = sorted(options, key=lambda option: (not option.selected, -option.count))
    leading = {option.value for option in by_count[:VISIBLE_OPTIONS]}
    visible = [
        option
        for option in options
        if option.value in leading
        or option.selected
        or option.level == "sector"
        or not option.value
    ]
    folded = [option for option in options if option not in visible]
    if len(folded) < MIN_FOLDED:
        return options, []
    if facet.key == "tinh":
        visible.sort(key=lambda option: (not option.selected, -option.count))
        folded.sort(key=lambda option: option.value)
    return visible, folded


def _former_names(vocabulary: Vocabulary) -> dict[str, str]:
    """Return for each province of today the names of before that it took in, its own left out."""
    current = {place.pk: place.slug for place in vocabulary.provinces.values()}
    names = defaultdict(list)
    for former in vocabulary.formers.values():
        if former.slug != f"{current[former.province]}-cu":
            names[current[former.province]].append(former.name)
    return {
        slug: _("with %(names)s") % {"names": ", ".join(former_names)}
        for slug, former_names in names.items()
    }


def _price_url(option: FacetValue, query: SearchQuery, path: str) -> str:
    if option.selected:
        return query.with_(price_from=None, price_to=None).url(path)
    low, _dash, high = option.value.partition("-")
    ends = {"price_from": int(low) if low else None, "price_to": int(high) if high else None}
    return query.with_(**ends).url(path)
