"""What leaves the shop when, for officers and stewards: by month and province, and as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.generic import ListView, View

from catalogue.clock import add_months, today
from catalogue.day_fields import DayField
from catalogue.models import Certificate
from catalogue.province_access import provinces_of
from catalogue.renewals.forecast import (
    MONTHS,
    ForecastMonth,
    forecast,
    in_month,
    leaving_certificates,
    province_grid,
)
from catalogue.spreadsheets import XLSX, csv_response, write_workbook
from shop.dashboard.renewals.rows import RenewalRow, renewal_row
from shop.dashboard.tasks.forms import ProvinceFilterForm
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
RELATED = ("product__producer", "product__province", "renewal")


class ForecastForm(ProvinceFilterForm):
    """A province, and a month of the forecast ("2027-01")."""

    month = DayField(input_formats=["%Y-%m"], required=False)

    def chosen_month(self) -> date | None:
        self.is_valid()
        return self.cleaned_data.get("month")


@dataclass(frozen=True)
class ForecastBar:
    """One month as two bars beside each other, in hundredths of the longest month."""

    month: ForecastMonth
    exact: int
    bounded: int
    is_chosen: bool


class ForecastView(ListView):
    """A bar for each month, the provinces in it, and the goods of a chosen month."""

    template_name = "oscar/dashboard/tasks/forecast.html"
    paginate_by = PER_PAGE
    request: AuthenticatedHttpRequest

    def get_queryset(self) -> Any:
        self.form = ForecastForm(self.request.GET, user=self.request.user)
        self.province, self.month = self.form.chosen_province(), self.form.chosen_month()
        self.provinces = _provinces(self.request.user, self.form)
        if self.month is None:
            return Certificate.objects.none()
        leaving = leaving_certificates(today(), provinces=self.provinces)
        return in_month(leaving.select_related(*RELATED), self.month)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, on = super().get_context_data(**kwargs), today()
        months = forecast(on, provinces=self.provinces)
        return context | {
            "form": self.form,
            "bars": _bars(months, self.month),
            "grid": province_grid(months),
            "total": sum(month.number for month in months),
            "month": self.month,
            "rows": [renewal_row(certificate, on) for certificate in context["object_list"]],
            "province": self.province.slug if self.province else "",
            "has_several_provinces": self.form.provinces.count() > 1,
        }


class ForecastExportView(View):
    """The goods of all months as a table, in the order in which they leave."""

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponseBase:
        form = ForecastForm(request.GET, user=request.user)
        return self.answer(_table(_provinces(request.user, form)))

    def answer(self, table: Iterator[list[Any]]) -> HttpResponseBase:
        return csv_response("du-bao-het-han.csv", table)


class ForecastWorkbookView(ForecastExportView):
    """The same as a workbook."""

    def answer(self, table: Iterator[list[Any]]) -> HttpResponseBase:
        file = BytesIO()
        write_workbook(file, {_("Ends of certificates"): table})
        name = 'attachment; filename="du-bao-het-han.xlsx"'
        return HttpResponse(
            file.getvalue(), content_type=XLSX, headers={"Content-Disposition": name}
        )


def _provinces(user: User, form: ForecastForm) -> frozenset[int] | None:
    """The provinces that a person acts for, narrowed to the chosen one."""
    province = form.chosen_province()
    return provinces_of(user) if province is None else frozenset((province.pk,))


def _bars(months: list[ForecastMonth], chosen: date | None) -> list[ForecastBar]:
    longest = max((month.number for month in months), default=0) or 1
    return [
        ForecastBar(
            month=month,
            exact=round(100 * month.exact / longest),
            bounded=round(100 * month.bounded / longest),
            is_chosen=month.first == chosen,
        )
        for month in months
    ]


def _table(provinces: frozenset[int] | None) -> Iterator[list[Any]]:
    """The rows of the export, headings first; days as people here write them."""
    yield [
        _("Month"),
        _("Certainly until"),
        _("At the latest until"),
        _("Product"),
        _("Stars"),
        _("Producer"),
        _("Province"),
        _("File from"),
        _("File until"),
        _("Handed in on"),
        _("Number of the receipt"),
    ]
    on = today()
    leaving = leaving_certificates(on, provinces=provinces)
    until = add_months(on.replace(day=1), MONTHS)
    certificates = leaving.filter(ends__lt=until).order_by("ends", "product__title", "pk")
    for certificate in certificates.select_related(*RELATED).iterator(chunk_size=500):
        yield _cells(renewal_row(certificate, on), certificate.last_day)


def _cells(row: RenewalRow, last_day: date) -> list[Any]:
    renewal = row.renewal
    return [
        f"{last_day:%m/%Y}",
        f"{last_day:%d/%m/%Y}",
        f"{max(last_day, row.possible_end):%d/%m/%Y}",
        row.product,
        row.stars,
        row.producer,
        row.province,
        f"{row.days.filing_opens:%d/%m/%Y}",
        f"{row.days.filing_closes:%d/%m/%Y}",
        f"{renewal.handed_in_on:%d/%m/%Y}" if renewal else "",
        renewal.receipt_number if renewal else "",
    ]
