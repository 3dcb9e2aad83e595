"""Looks at an order that is paid by card."""

from shop.mail.models import OutgoingEmail
from shop.order.models import Order
from shop.order.payments.attempts import start_attempt
from shop.partner.models import StockRecord
from shop.payment.methods import CARD
from shop.payment.models import LedgerEntry


def attempt_of(order: Order):
    """An open attempt to pay the order."""
    return start_attempt(order=order, method=CARD)


def session_of(peer, attempt) -> str:
    """The name of the page of an attempt, as the peer has it."""
    return attempt.provider_reference or next(
        name
        for name, session in peer.state.sessions.items()
        if session["metadata"]["attempt"] == str(attempt.pk)
    )


def state_of(order: Order) -> tuple[str, str]:
    """How far payment and order are."""
    order = Order.objects.select_related("payment").get(pk=order.pk)
    return order.payment.status, order.status


def entries_of(order: Order) -> list[tuple[str, int]]:
    """The ledger of the order."""
    entries = LedgerEntry.objects.filter(payment__order=order).order_by("pk")
    return [(entry.kind, int(entry.amount)) for entry in entries]


def total_of(order: Order) -> int:
    """What the order costs."""
    return int(order.total_incl_tax)


def emails_of(kind: str) -> int:
    """How many e-mails of a kind are written down."""
    return OutgoingEmail.objects.filter(kind=kind).count()


def free_pieces(order: Order) -> int:
    """How many pieces of the order's product others may buy."""
    return StockRecord.objects.get(product=order.lines.get().product).net_stock_level
