"""The report of searches for editors: what shoppers look for and what they do not find."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from search.analytics import MIN_SEARCHES, RETENTION, search_terms
from search.models import SearchTerm

PERIODS = (7, 30, 90)
DEFAULT_PERIOD = 30
NOTHING = "nothing"


def search_url(searched: SearchTerm) -> str:
    """Return the URL of the shop's search for a text."""
    return f"{reverse('search:search')}?{urlencode({'q': searched.text})}"


def _last_searched(searched: SearchTerm) -> str:
    return date_format(searched.day, "SHORT_DATE_FORMAT")


class SearchTermReport(ReportView):
    """Từ khoá tìm kiếm: two lists over 7, 30 or 90 days; whoever may enter the editor may look."""

    model = SearchTerm
    results_template_name = "search/admin/search_terms.html"
    page_title = _("Searched texts")
    header_icon = "search"
    index_url_name = "searched_texts"
    export_filename = "tu-khoa-tim-kiem"
    list_export = ["text", "times", "found_last", "day"]
    export_headings = {
        "text": _("Text without marks"),
        "times": _("Searches"),
        "found_last": _("Products found last"),
        "day": _("Last searched"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """Return the columns; the text leads to the shop's search for it."""
        headings = self.export_headings
        return [
            TitleColumn("text", label=headings["text"], get_url=search_url),
            NumberColumn("times", label=headings["times"]),
            NumberColumn("found_last", label=headings["found_last"]),
            Column("day", label=headings["day"], accessor=_last_searched),
        ]

    @cached_property
    def days(self) -> int:
        """The period asked for; the usual one for anything else."""
        parameter = self.request.GET.get("days", "")
        return next((days for days in PERIODS if str(days) == parameter), DEFAULT_PERIOD)

    @cached_property
    def nothing(self) -> bool:
        """Whether the list of what found nothing is asked for."""
        return self.request.GET.get("list") == NOTHING

    def get_queryset(self) -> QuerySet[SearchTerm]:
        return search_terms(days=self.days, nothing=self.nothing)

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the choices of list and period."""
        return super().get_context_data(*args, **kwargs) | {
            "lists": [
                (_("Searched most"), self._url(nothing=False), not self.nothing),
                (_("Found nothing"), self._url(nothing=True), self.nothing),
            ],
            "periods": [(days, self._url(days=days), days == self.days) for days in PERIODS],
            "least": MIN_SEARCHES,
            "kept_days": RETENTION.days,
        }

    def _url(self, *, days: int | None = None, nothing: bool | None = None) -> str:

        parameters: dict[str, object] = {"days": days or self.days}
        if self.nothing if nothing is None else nothing:
            parameters["list"] = NOTHING
        return f"{self.index_url}?{urlencode(parameters)}"
