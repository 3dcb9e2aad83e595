"""Delivered orders, and a provider of invoices whose books a test may look at."""

from catalogue.clock import now
from shop.order.invoices.issuing import issue_due
from shop.order.invoices.ports import InvoiceProviderDown, InvoiceRefused, ProviderInvoice
from shop.order.invoices.services import write_sale
from shop.order.models import EInvoice, Order
from tests.refund_makers import step


class InvoicePeer:
    """A provider in memory, lawful as a real one; `down` and `refuses` make it trouble."""

    name = "peer"
    is_trial = False
    books: dict[str, dict] = {}
    down = ""
    refuses = ""

    def issue(self, key: str, content) -> ProviderInvoice:
        if self.down:
            raise InvoiceProviderDown(self.down)
        if self.refuses:
            raise InvoiceRefused(self.refuses)
        made = self.books.setdefault(key, {"content": dict(content), "at": now()})
        if made["content"] != dict(content):
            raise InvoiceRefused("the key stands for another invoice")
        return ProviderInvoice(f"peer-{key}", key[:8].upper(), made["at"])

    def read(self, reference: str, kind: str) -> bytes | None:
        return b"%PDF" if reference.removeprefix("peer-") in self.books else None


PEER = "tests.invoice_makers.InvoicePeer"


def hand_over(order: Order) -> None:
    """Take every parcel to its buyer."""
    for producer_order in order.producer_orders.all():
        step(producer_order, "confirmed", "packed", "shipped", "delivered")


def issue_all() -> str:
    """Issue everything, with all waiting over; return the trouble of the last turn."""
    trouble = ""
    for _turn in range(3):
        EInvoice.objects.update(due_at=None)
        trouble = issue_due()
    return trouble


def issued_invoice(order: Order) -> EInvoice:
    """The issued invoice of an order's first parcel, wherever the parcel is."""
    invoice = write_sale(producer_order=order.producer_orders.first())
    issue_all()
    invoice.refresh_from_db()
    return invoice


def invoiced(**facts) -> tuple[int, int]:
    """What all invoices of these facts together come to: amount and tax."""
    rows = EInvoice.objects.filter(**facts)
    return sum(int(row.amount) for row in rows), sum(int(row.tax) for row in rows)
