"""Orders to take along: which days, as XLSX or CSV."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import present_day
from catalogue.day_fields import DayField
from catalogue.spreadsheets import XLSX, csv_lines, write_workbook
from shop.workspace.orders.export import line_rows, order_rows, orders_between
from shop.workspace.page_view import WorkspacePageView

#: Days that are offered at first.
USUAL_DAYS = timedelta(days=30)


class OrderExportForm(forms.Form):
    """From which to which day in Vietnam."""

    tu = DayField(label=gettext_lazy("From"))
    den = DayField(label=gettext_lazy("Up to and including"))

    def clean(self) -> dict[str, Any]:
        """Days go forward."""
        data = super().clean() or {}
        if data.get("tu") and data.get("den") and data["tu"] > data["den"]:
            self.add_error("den", _("The last day comes before the first."))
        return data


class OrderExportView(WorkspacePageView):
    """The days to choose; with a format in the query string the file. Packers see no prices."""

    template_name = "workspace/export.html"
    heading = gettext_lazy("Download orders")
    tab = "orders"
    for_sellers = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("dinh-dang", "")
        if kind not in ("xlsx", "csv"):
            return super().get(request, *args, **kwargs)
        form = OrderExportForm(request.GET)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        first, last = form.cleaned_data["tu"], form.cleaned_data["den"]
        rows = orders_between(self.partner, first, last)
        name = f"don-hang-{first:%Y%m%d}-{last:%Y%m%d}.{kind}"
        if kind == "csv":
            text = "".join(csv_lines(order_rows(rows)))
            return _download(text.encode(), "text/csv; charset=utf-8", name)
        file = BytesIO()
        write_workbook(file, {_("Orders"): order_rows(rows), _("Goods"): line_rows(rows)})
        return _download(file.getvalue(), XLSX, name)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = present_day()
        initial = {"tu": day - USUAL_DAYS, "den": day}
        form = kwargs.pop("form", None) or OrderExportForm(initial=initial)
        return super().get_context_data(**kwargs) | {"form": form}


def _download(data: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=content_type, headers=headers)
