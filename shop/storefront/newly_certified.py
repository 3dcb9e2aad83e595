"""What was certified last, month by month: the page of the feed."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from catalogue.cards import ProductCard
from catalogue.http_cache import publicly_cacheable
from catalogue.models import Product
from catalogue.paths import absolute_url, home_crumb
from shop.promotion.reductions import shop_cards
from theme.pager import pager

PAGE_SIZE = 24
#: So far back the page goes; the list of all products goes on from there.
LIMIT = 5 * PAGE_SIZE


class CertifiedRow(NamedTuple):
    """A product and the days between which its certificate was issued."""

    key: int
    not_before: date
    not_after: date

    @property
    def month(self) -> tuple[int, int, int]:
        """Year and month where they are known; else the first year, 0 and the last year."""
        first, last = self.not_before, self.not_after
        is_known = (first.year, first.month) == (last.year, last.month)
        return first.year, first.month if is_known else 0, last.year


@dataclass(frozen=True, slots=True)
class CertifiedMonth:
    """The products whose certificates in force began in one month, the newest first."""

    heading: str
    cards: list[ProductCard]


@method_decorator(publicly_cacheable, name="dispatch")
class NewlyCertifiedView(TemplateView):
    """The products whose certificates in force began last, as in the feed."""

    template_name = "storefront/newly_certified.html"

    def get_context_data(self, **kwargs: Any) -> dict:
        """Return the products by month; an invalid page number gives the nearest page."""
        heading, path = _("Newly certified"), self.request.path
        page = Paginator(newest(), PAGE_SIZE).get_page(self.request.GET.get("trang"))
        pages = pager(page, path=path)
        page_parameter = f"?trang={page.number}" if page.number > 1 else ""
        return super().get_context_data(**kwargs) | {
            "heading": heading,
            "description": _(
                "The OCOP specialties whose certificates of three stars or more began last, "
                "month by month."
            ),
            "crumbs": [home_crumb(), (_("Products"), reverse("catalogue:index")), (heading, "")],
            "canonical_url": absolute_url(f"{path}{page_parameter}"),
            "months": by_month(list(page.object_list)),
            "pager": pages,
        }


def newest() -> list[CertifiedRow]:
    """Return the products certified last, as far as is proven, the newest first."""
    public = Product.objects.public().newest_first()
    bounds = ("in_force__issued_not_before", "in_force__issued_not_after")
    rows = [CertifiedRow(*row) for row in public.values_list("pk", *bounds)[:LIMIT]]
    return sorted(rows, key=lambda row: row.month, reverse=True)


def by_month(rows: list[CertifiedRow]) -> list[CertifiedMonth]:
    """Return the products of these rows as cards under the month in which each was certified."""
    by_key = Product.objects.public().cards_only().in_bulk([row.key for row in rows])
    public_rows = [row for row in rows if row.key in by_key]
    products = [by_key[row.key] for row in public_rows]
    cards = iter(shop_cards(products))
    return [
        CertifiedMonth(heading=_heading(month), cards=[next(cards) for _row in group])
        for month, group in groupby(public_rows, key=lambda row: row.month)
    ]


def _heading(month: tuple[int, int, int]) -> str:
    year, number, last_year = month
    if number:
        return date_format(date(year, number, 1), pgettext("month and year", "F Y"))
    years = str(year) if year == last_year else f"{year}–{last_year}"
    return _("In %(years)s, month not known") % {"years": years}
