"""Season: the months in which a product is there, and whether it can be ordered in the others.

A season is one number, a bit a month with January lowest, so that a database can ask for a month;
0 is all year round.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from catalogue.clock import today
from catalogue.models import Product
from catalogue.models.product import month_bit
from catalogue.policies import Refusal

#: The code of what waits for its months.
OFF_SEASON = "off_season"
MONTHS = tuple(range(1, 13))
MONTH_NAMES = (
    pgettext_lazy("season", "January"),
    pgettext_lazy("season", "February"),
    pgettext_lazy("season", "March"),
    pgettext_lazy("season", "April"),
    pgettext_lazy("season", "May"),
    pgettext_lazy("season", "June"),
    pgettext_lazy("season", "July"),
    pgettext_lazy("season", "August"),
    pgettext_lazy("season", "September"),
    pgettext_lazy("season", "October"),
    pgettext_lazy("season", "November"),
    pgettext_lazy("season", "December"),
)


def season_of(months: Iterable[int]) -> int:
    """Return months (1–12) as one number; all twelve are no season."""
    chosen = set(months) & set(MONTHS)
    return 0 if len(chosen) == len(MONTHS) else sum(map(month_bit, chosen))


def months_of(season: int) -> list[int]:
    """Return the months of a season in order; none for all year round."""
    return [month for month in MONTHS if season & month_bit(month)]


def is_in_season(product: Product, on: date | None = None) -> bool:
    """Whether a product is there on a day (today)."""
    season = product.season_months
    return not season or bool(season & month_bit((on or today()).month))


def season_refusal(product: Product, on: date | None = None) -> Refusal | None:
    """Return why a product cannot be ordered out of season, and from when; else None.

    ProductQuerySet.orderable_in_season() asks the same of the database.
    """
    day = on or today()
    if not product.closed_off_season or is_in_season(product, day):
        return None
    coming = next(
        month for month in _months_after(day.month) if product.season_months & month_bit(month)
    )
    message = _("Out of season: it can be ordered again from %(month)s.")
    return Refusal(OFF_SEASON, message % {"month": MONTH_NAMES[coming - 1]})


def season_words(season: int) -> str:
    """Return the months of a season in words, those in a row as one span; empty for all year round."""
    months = months_of(season)
    if not months:
        return ""
    spans: list[list[int]] = []
    for month in months:
        if spans and spans[-1][-1] == month - 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    if len(spans) > 1 and spans[0][0] == MONTHS[0] and spans[-1][-1] == MONTHS[-1]:
        spans[0] = spans.pop() + spans[0]
    return ", ".join(map(_span_words, spans))


def _span_words(span: list[int]) -> str:
    first, last = MONTH_NAMES[span[0] - 1], MONTH_NAMES[span[-1] - 1]
    if len(span) == 1:
        return str(first)
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def _months_after(month: int) -> list[int]:
    return [*range(month + 1, MONTHS[-1] + 1), *range(MONTHS[0], month + 1)]
