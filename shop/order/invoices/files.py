"""The file of an issued invoice, from whoever issued it."""

from shop.order.invoices.ports import invoice_provider
from shop.order.models import EInvoice


def read_invoice_file(invoice: EInvoice, kind: str) -> bytes | None:
    """Return an invoice as `pdf` or `xml`; None where there is none, or another provider made it."""
    provider = invoice_provider()
    if provider is None or provider.name != invoice.provider:
        return None
    return provider.read(invoice.provider_reference, kind)
