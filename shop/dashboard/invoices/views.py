"""The list of invoices, their files, a table to download, and trying again."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import ListView, View

from catalogue.spreadsheets import csv_response
from shop.dashboard.invoices import selection
from shop.dashboard.invoices.selection import EInvoiceFilter
from shop.order.invoices.files import read_invoice_file
from shop.order.invoices.issuing import retry_invoices
from shop.order.invoices.ports import invoice_provider
from shop.order.models import EInvoice, EInvoiceStatus
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
TYPES = {"pdf": "application/pdf", "xml": "application/xml"}


class InvoiceListView(ListView):
    """Invoices by how far they are; what somebody has to look at first."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/invoices/list.html"
    context_object_name = "invoices"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[EInvoice]:
        self.show, self.text = _asked(self.request)
        return selection.select_invoices(self.request.user, show=self.show, text=self.text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = selection.count_invoices(self.request.user)
        provider = invoice_provider()
        return super().get_context_data(**kwargs) | {
            "tabs": [
                (show.value, show.label, counts[show], show == self.show and not self.text)
                for show in EInvoiceFilter
            ],
            "show": self.show,
            "query": self.text,
            "has_provider": provider is not None,
            "is_trial": provider is not None and provider.is_trial,
        }


class InvoiceExportView(View):
    """The same invoices as a table."""

    def get(self, request: AuthenticatedHttpRequest) -> StreamingHttpResponse:
        show, text = _asked(request)
        headings = (
            _("Number"),
            _("Kind"),
            _("Adjusts"),
            _("Issued at"),
            _("Order number"),
            _("Seller"),
            _("Buyer"),
            _("Tax code"),
            _("Before VAT (đồng)"),
            _("VAT (đồng)"),
            _("With VAT (đồng)"),
            _("Status"),
            _("What went wrong"),
        )
        invoices = selection.select_invoices(request.user, show=show, text=text)
        return csv_response("hoa-don.csv", chain([headings], map(_row, invoices.iterator())))


class InvoiceFileView(View):
    """An issued invoice as PDF or XML; sellers get their own."""

    kind = "pdf"

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        invoice = get_object_or_404(
            selection.invoices_of(request.user), pk=pk, status=EInvoiceStatus.ISSUED
        )
        data = read_invoice_file(invoice, self.kind)
        if data is None:
            raise Http404
        name = f"hoa-don-{invoice.label}.{self.kind}"
        return HttpResponse(
            data,
            content_type=TYPES[self.kind],
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class InvoiceRetryView(View):
    """Makes one invoice that waits, or all of them, due at once."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        invoices = EInvoice.objects.open()
        wanted = request.POST.get("invoice", "")
        if wanted != "all":
            invoices = invoices.filter(pk=int(wanted[:18]) if wanted.isdecimal() else 0)
        count = retry_invoices(invoices)
        text = ngettext(
            "%(count)d invoice is tried again within a minute.",
            "%(count)d invoices are tried again within a minute.",
            count,
        )
        messages.success(request, text % {"count": count})
        return redirect("dashboard:invoice-list")


def _asked(request: AuthenticatedHttpRequest) -> tuple[str, str]:
    """Return filter and search words of the address; what is no filter is the first one."""
    show = request.GET.get("show", "")
    known = show if show in EInvoiceFilter.values else EInvoiceFilter.TROUBLED.value
    return known, request.GET.get("q", "")[:100]


def _row(invoice: EInvoice) -> tuple[object, ...]:
    buyer = (invoice.content or {}).get("buyer") or {}
    issued = f"{localtime(invoice.issued_at):%d/%m/%Y %H:%M}" if invoice.issued_at else ""
    return (
        invoice.label,
        invoice.get_kind_display(),
        invoice.adjusts.label if invoice.adjusts else "",
        issued,
        invoice.producer_order.order.number,
        invoice.producer_order.seller_name,
        buyer.get("name", ""),
        buyer.get("tax_code", ""),
        int(invoice.amount - invoice.tax),
        int(invoice.tax),
        int(invoice.amount),
        invoice.get_status_display(),
        invoice.error,
    )
