"""Filters as pages show them: the first few values, the rest behind "more", hints and links."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.query import SearchQuery
from search.results import Bound, Facet, FacetValue
from search.vocabulary import Vocabulary
from theme.formats import short_producer

#: Values shown at once; a rest of fewer than SPARED is not worth a fold.
SHOWN = 8
SPARED = 3


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter. `url` chooses it, or takes it back, where it is a link."""

    value: str
    label: str
    count: int
    selected: bool
    level: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter; `chosen` counts what is set, `more` holds the values that are folded away."""

    key: str
    label: str
    kind: str
    open: bool
    chosen: int
    options: list[Option]
    more: list[Option]
    low: Bound | None = None
    high: Bound | None = None


def shown_filters(
    facets: list[Facet], query: SearchQuery, path: str, words: Vocabulary
) -> list[Filter]:
    """Return the filters of a list at `path` as its page shows them."""
    return [_shown(facet, _options(facet, query, path, words)) for facet in facets]


def _shown(facet: Facet, options: list[Option]) -> Filter:
    first, more = _split(facet, options)
    chosen = sum(1 for each in options if each.selected and each.value)
    typed = facet.low and (facet.low.value is not None or facet.high.value is not None)
    return Filter(
        key=facet.key,
        label=facet.label,
        kind=facet.kind,
        open=facet.open,
        chosen=1 if typed else chosen,
        options=first,
        more=more,
        low=facet.low,
        high=facet.high,
    )


def _options(facet: Facet, query: SearchQuery, path: str, words: Vocabulary) -> list[Option]:
    notes = _former_names(words) if facet.key == "tinh" else {}
    return [
        Option(
            value=each.value,
            label=short_producer(each.label) if facet.key == "nsx" else each.label,
            count=each.count,
            selected=each.selected,
            level=each.level,
            note=notes.get(each.value, ""),
            url=_price_url(each, query, path) if facet.kind == "range" else "",
        )
        for each in facet.options
    ]


def _split(facet: Facet, options: list[Option]) -> tuple[list[Option], list[Option]]:
    """Show what is chosen and the most frequent; places stand by number first, then by name."""
    if facet.kind == "range" or len(options) < SHOWN + SPARED:
        return options, []
    by_count = sorted(options, key=lambda each: (not each.selected, -each.count))
    leading = {each.value for each in by_count[:SHOWN]}
    kept = [
        each
        for each in options
        if each.value in leading or each.selected or each.level == "sector" or not each.value
    ]
    rest = [each for each in options if each not in kept]
    if len(rest) < SPARED:
        return options, []
    if facet.key == "tinh":
        kept.sort(key=lambda each: (not each.selected, -each.count))
        rest.sort(key=lambda each: each.value)
    return kept, rest


def _former_names(words: Vocabulary) -> dict[str, str]:
    """Return for each province of today the names of before that it took in, its own left out."""
    current = {each.pk: each.slug for each in words.provinces.values()}
    names = defaultdict(list)
    for former in words.formers.values():
        if former.slug != f"{current[former.province]}-cu":
            names[current[former.province]].append(former.name)
    return {slug: _("with %(names)s") % {"names": ", ".join(each)} for slug, each in names.items()}


def _price_url(option: FacetValue, query: SearchQuery, path: str) -> str:
    if option.selected:
        return query.with_(price_from=None, price_to=None).url(path)
    low, _dash, high = option.value.partition("-")
    ends = {"price_from": int(low) if low else None, "price_to": int(high) if high else None}
    return query.with_(**ends).url(path)
