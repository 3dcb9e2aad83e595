"""Slips and labels for parcels: chosen for several orders at once, made as one PDF."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.order.documents.label_pdf import labels_pdf
from shop.order.documents.parcel_papers import read_parcel_papers
from shop.order.documents.slip_pdf import slips_pdf
from shop.order.states import CONFIRMED, ENDINGS, PACKED
from shop.workspace.orders.inbox import order_cards, orders_of
from shop.workspace.page_view import WorkspacePageView

#: Orders of one file; more are printed in several goes.
MAX_PRINTED = 100
MAX_DIGITS = 9


class ParcelDocument(models.TextChoices):
    """What can be printed for a parcel; the values are query-string values and file names."""

    SLIP = "phieu", _("Slips to put into the parcels (A4)")
    LABEL = "nhan", _("Labels to stick on the parcels (A6)")


class PrintView(WorkspacePageView):
    """Which orders to print slips or labels for; with a choice in the query string the PDF itself.

    Orders of other sellers are not there, and with none left the page asks again.
    """

    template_name = "workspace/print.html"
    heading = _("Print slips and labels")
    tab = "orders"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = request.GET.get("giay", "")
        if kind not in ParcelDocument.values:
            return super().get(request, *args, **kwargs)
        wanted = [int(key) for key in request.GET.getlist("don") if _is_key(key)]
        rows = orders_of(self.partner).filter(pk__in=wanted[:MAX_PRINTED])
        rows = rows.exclude(status__in=ENDINGS)
        papers = read_parcel_papers(rows.order_by("released_at", "pk"))
        if not papers:
            messages.error(request, gettext("Please tick at least one order."))
            return super().get(request, *args, **kwargs)
        data = labels_pdf(papers) if kind == ParcelDocument.LABEL else slips_pdf(papers)
        name = papers[0].number if len(papers) == 1 else f"{len(papers)}-don"
        return HttpResponse(
            data,
            content_type="application/pdf",
            headers={
                "Content-Disposition": f'inline; filename="{kind}-{name}.pdf"',
                "X-Robots-Tag": "noindex",
            },
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = orders_of(self.partner).filter(status__in=[CONFIRMED, PACKED])
        rows = rows.order_by("released_at", "pk")[:MAX_PRINTED]
        return super().get_context_data(**kwargs) | {
            "cards": order_cards(rows, self.partner, self.request.user),
            "documents": ParcelDocument.choices,
        }


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
