"""Papers of an order to download, by its signed link alone; nothing of them is stored on the way."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from shop.order.documents.confirmation import confirmation_pdf
from shop.order.documents.policies import policy_urls
from shop.order.invoices.files import read_invoice_file
from shop.order.links import order_url
from shop.order.models import EInvoice
from shop.order.receipt import read_receipt
from shop.order.views import OrderPage


class ConfirmationPdfView(OrderPage):
    """The confirmation of the contract, for as long as the order is kept (Luật 19/2023 Đ.38.1)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        receipt = read_receipt(self.order)
        data = confirmation_pdf(receipt, order_url=order_url(self.order), policies=policy_urls())
        return pdf_response(data, f"xac-nhan-don-hang-{receipt.number}.pdf")


class OwnInvoiceView(OrderPage):
    """An invoice of the order, once it is issued (Luật 19/2023 Đ.29)."""

    def get(self, request: HttpRequest, *args: Any, pk: int = 0, **kwargs: Any) -> HttpResponse:
        rows = EInvoice.objects.issued().filter(producer_order__order=self.order)
        invoice = rows.filter(pk=pk).first()
        data = read_invoice_file(invoice, "pdf") if invoice else None
        if invoice is None or data is None:
            raise Http404
        return pdf_response(data, f"hoa-don-{invoice.label}.pdf")


def pdf_response(data: bytes, filename: str) -> HttpResponse:
    """Return a download."""
    return HttpResponse(
        data,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )
