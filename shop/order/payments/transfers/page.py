"""What the page of paying shows of a bank transfer: the code, its lines, and what has come so far."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.order.links import order_token
from shop.order.models import Order
from shop.order.payments.transfers.simulation import is_simulated
from shop.order.receipt import read_receipt
from shop.order.receipt_payment import ReceiptPayment
from shop.payment.models import MOVED, BankLine, LineOutcome, PaymentStatus
from shop.payment.transfer.telling import digest
from shop.payment.transfer.vietqr import TransferOrder, write_payload
from theme.formats import dong


@dataclass(frozen=True)
class TransferNews:
    """What became of the newest transfer, in words; `kind` is that of a notice."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class TransferPage:
    """A transfer as the buyer sees it; whole đồng. `version` changes with whatever the page says.

    `is_open` says that money is awaited and the shop has an account to take it; `expires_at` is until
    when the goods are kept.
    """

    bank: str
    account: str
    holder: str
    amount: int
    reference: str
    is_open: bool
    expires_at: datetime | None
    news: TransferNews | None
    version: str
    page_url: str
    svg_url: str
    png_url: str
    status_url: str
    simulation_url: str


def read_transfer_page(
    order: Order, payment: ReceiptPayment | None = None, *, names: str = "pay", token: str = ""
) -> TransferPage:
    """Return what is to be shown; `payment` is that of a receipt read already.

    `names` begins the names of the page's URLs and `token` opens them: the order's own, or a payer's.
    """
    payment = payment or read_receipt(order).payment
    line = _newest_line(order)
    bank = settings.PAYMENT_BANK
    is_open = payment.state == PaymentStatus.AWAITING and bool(
        bank["account"] and payment.outstanding
    )
    kwargs = {"token": token or order_token(order)}
    return TransferPage(
        bank=bank["name"],
        account=bank["account"],
        holder=bank["holder"],
        amount=payment.outstanding,
        reference=payment.reference,
        is_open=is_open,
        expires_at=payment.expires_at,
        news=_news(line, payment) if line else None,
        version=digest(payment.state, payment.received, payment.outstanding, line and line.pk)[:16],
        page_url=reverse(f"orders:{names}", kwargs=kwargs),
        svg_url=reverse(f"orders:{names}-code", kwargs=kwargs | {"kind": "svg"}),
        png_url=reverse(f"orders:{names}-code", kwargs=kwargs | {"kind": "png"}),
        status_url=reverse(f"orders:{names}-status", kwargs=kwargs),
        simulation_url=reverse(f"orders:{names}-simulation", kwargs=kwargs)
        if is_simulated()
        else "",
    )


def payload_of(page: TransferPage) -> str:
    """Return what the code says: the rest that is owed, to the shop's account, with the reference."""
    return write_payload(
        TransferOrder(
            bank=settings.PAYMENT_BANK["bin"],
            account=page.account,
            amount=page.amount,
            purpose=page.reference,
        )
    )


def describe_status(page: TransferPage) -> str:
    """Return in one sentence how far the money is, for whoever waits before the page."""
    if page.news:
        return page.news.text
    if page.is_open:
        return _("We have not seen your transfer yet.")
    return _("Nothing more is to be paid.")


def _newest_line(order: Order) -> BankLine | None:
    lines = BankLine.objects.filter(payment=order.payment, outcome__in=MOVED)
    return lines.order_by("-told_at", "-pk").first()


def _news(line: BankLine, payment: ReceiptPayment) -> TransferNews | None:
    words = {"amount": dong(int(line.amount)), "missing": dong(payment.outstanding)}
    is_paid = payment.state == PaymentStatus.PAID
    if line.outcome == LineOutcome.UNDER and payment.outstanding:
        text = _(
            "%(amount)s have arrived. Still missing: %(missing)s. The new code is for just this rest."
        )
        return TransferNews(text % words)
    if line.outcome == LineOutcome.REVERSED and payment.outstanding:
        text = _(
            "The sending bank has taken %(amount)s back, so the order is not paid any more. Please "
            "ask your bank why; if you still want the goods, pay anew."
        )
        return TransferNews(text % words, "error")
    if line.outcome == LineOutcome.LATE and not is_paid:
        text = _(
            "%(amount)s came after the order had ended, and its goods are not kept any more. All of "
            "it goes back to you; please do not pay again."
        )
        return TransferNews(text % words)
    texts = {
        LineOutcome.EXACT: _("Your transfer of %(amount)s has arrived. Thank you!"),
        LineOutcome.OVER: _(
            "Your transfer of %(amount)s has arrived. It was more than was owed; the rest goes back "
            "to you."
        ),
        LineOutcome.DOUBLE: _(
            "Another %(amount)s have arrived although the order was paid. They go back to you."
        ),
        LineOutcome.LATE: _(
            "Your transfer of %(amount)s came late, but the goods were still there: the order goes on."
        ),
    }
    text = texts.get(LineOutcome(line.outcome), "") if is_paid else ""
    return TransferNews(text % words, "success") if text else None
