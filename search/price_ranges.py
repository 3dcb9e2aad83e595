"""Price ranges fitted to what is there: neighbouring steps joined until few, even ones are left."""

from bisect import bisect_right
from collections import Counter

from django.utils.translation import gettext as _

from search.query import SearchQuery
from search.results import Bound, Facet, FacetValue
from theme.formats import dong

#: Lower ends of the smallest price ranges, in đồng; the last one is open.
PRICE_LADDER = (
    *(0, 20_000, 50_000, 75_000, 100_000, 150_000, 200_000, 300_000, 400_000, 500_000),
    *(750_000, 1_000_000, 1_500_000, 2_000_000, 3_000_000, 5_000_000, 10_000_000),
)
MAX_RANGES = 5


def price_step(price: int) -> int:
    """Return the step of a price in đồng on the ladder."""
    return bisect_right(PRICE_LADDER, price) - 1


def price_facet(steps: Counter, query: SearchQuery) -> Facet:
    """Return the price filter: ranges with counts, and two ends to type.

    `steps` counts products by step; those without a price are counted under None.
    """
    counts = sorted((step, count) for step, count in steps.items() if step is not None and count)
    if not counts and not query.has_price:
        return Facet("gia", _("Price"), "range", open=False)
    ends: tuple[int | None, int | None] = (None, None)
    if counts:
        ends = PRICE_LADDER[counts[0][0]], _top(counts[-1][0])
    return Facet(
        "gia",
        _("Price"),
        "range",
        open=query.has_price,
        options=tuple(_option(part, query) for part in _ranges(counts)),
        low=Bound("gia_tu", query.price_from, ends[0]),
        high=Bound("gia_den", query.price_to, ends[1]),
    )


def range_label(low: int | None, high: int | None) -> str:
    """Return a range in words; a top just below a step of the ladder reads as "under" the step."""
    if high is None:
        return _("From %(price)s") % {"price": dong(low)}
    under = high + 1 in PRICE_LADDER
    top = dong(high + 1 if under else high)
    if not low:
        words = _("Under %(price)s") if under else _("Up to %(price)s")
        return words % {"price": top}
    words = _("%(low)s to under %(high)s") if under else "%(low)s – %(high)s"
    return words % {"low": dong(low), "high": top}


def _ranges(counts: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Join the two neighbours that are smallest together until RANGES are left; one is none."""
    ranges = [[step] for step in counts]
    while len(ranges) > MAX_RANGES:
        sizes = [_size(ranges[n]) + _size(ranges[n + 1]) for n in range(len(ranges) - 1)]
        least = sizes.index(min(sizes))
        ranges[least : least + 2] = [ranges[least] + ranges[least + 1]]
    return ranges if len(ranges) > 1 else []


def _size(steps: list[tuple[int, int]]) -> int:
    return sum(count for _step, count in steps)


def _option(steps: list[tuple[int, int]], query: SearchQuery) -> FacetValue:
    low, high = PRICE_LADDER[steps[0][0]] or None, _top(steps[-1][0])
    return FacetValue(
        value=f"{low or ''}-{high or ''}",
        label=range_label(low, high),
        count=_size(steps),
        selected=query.has_price and (query.price_from or None, query.price_to) == (low, high),
    )


def _top(step: int) -> int | None:
    """Return the highest price of a step in đồng, None for the last."""
    return PRICE_LADDER[step + 1] - 1 if step + 1 < len(PRICE_LADDER) else None
