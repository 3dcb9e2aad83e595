"""Letters about transfers that are not what was owed: too little, too much, too late, taken back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, compose, renders
from shop.order.emails.recipients import order_of_email, recipient_of
from shop.order.links import order_url
from shop.order.models import Order
from shop.order.receipt import Receipt, read_receipt
from shop.payment.models import BankLine, LineOutcome
from theme.formats import dong

UNDERPAID, OVERPAID = "transfer_under", "transfer_over"
LATE, REVERSED = "transfer_late", "transfer_reversed"


@dataclass(frozen=True)
class TransferLetter:
    """What a letter says: its subject, what happened, and what comes next."""

    subject: str
    sentence: str
    next_step: str


@renders(UNDERPAID, gettext_lazy("Too little was transferred"))
def render_underpaid(email: OutgoingEmail) -> RenderedEmail | None:
    """Write how much is still missing, unless it has come meanwhile."""
    return _render(email, _underpaid)


@renders(OVERPAID, gettext_lazy("Too much was transferred"))
def render_overpaid(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that what was too much, or paid twice, goes back."""
    return _render(email, _overpaid)


@renders(LATE, gettext_lazy("A transfer came after the order had ended"))
def render_late(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the order has ended and all the money goes back."""
    return _render(email, _late)


@renders(REVERSED, gettext_lazy("A transfer was taken back"))
def render_reversed(email: OutgoingEmail) -> RenderedEmail | None:
    """Write that the bank took the money back, and whether the order waits for it."""
    return _render(email, _reversed)


def _underpaid(line: BankLine, receipt: Receipt) -> TransferLetter | None:
    if not receipt.payment.outstanding:
        return None
    return TransferLetter(
        _("Order %(number)s: %(missing)s are still missing"),
        _("We have received %(amount)s for your order %(number)s. That is less than it costs."),
        _(
            "Still missing: %(missing)s. The page of the order shows a new QR code for just "
            "this sum; the sellers pack once it is here."
        ),
    )


def _overpaid(line: BankLine, receipt: Receipt) -> TransferLetter:
    return TransferLetter(
        _("Order %(number)s: you have paid too much"),
        _("We have received %(amount)s for your order %(number)s, which was paid already.")
        if line.outcome == LineOutcome.DOUBLE
        else _(
            "We have received %(amount)s for your order %(number)s. That is more than it costs."
        ),
        _("Nothing is lost: we give back what is too much. You need not do anything for it now."),
    )


def _late(line: BankLine, receipt: Receipt) -> TransferLetter:
    return TransferLetter(
        _("Order %(number)s: your transfer came too late"),
        _(
            "We have received %(amount)s for your order %(number)s, but the order had ended "
            "and its goods are not kept any more."
        ),
        _("We are sorry. All of this money goes back to you; you need not do anything for it now."),
    )


def _reversed(line: BankLine, receipt: Receipt) -> TransferLetter:
    return TransferLetter(
        _("Order %(number)s: your bank took the money back"),
        _("%(amount)s that came for your order %(number)s were taken back by the sending bank."),
        _(
            "Please ask your bank why. If you still want the goods, pay on the page of the "
            "order, or write to us."
        )
        if receipt.payment.outstanding
        else _("Nothing is missing for the order without it; you need not do anything."),
    )


def _render(
    email: OutgoingEmail, letter_of: Callable[[BankLine, Receipt], TransferLetter | None]
) -> RenderedEmail | None:
    """Write the letter in the order's language; none where the line or the reader is gone."""
    line = BankLine.objects.select_related("payment").filter(pk=email.about).first()
    if line is None or line.payment is None:
        return None
    order = order_of_email(pk=line.payment.order_id)
    if order is None or not recipient_of(order):
        return None
    with translation.override(order.submission.language):
        receipt = read_receipt(order)
        letter = letter_of(line, receipt)
        return None if letter is None else _composed(order, receipt, letter, line)


def _composed(
    order: Order, receipt: Receipt, letter: TransferLetter, line: BankLine
) -> RenderedEmail:
    words = {
        "number": order.number,
        "amount": dong(int(line.amount)),
        "missing": dong(receipt.payment.outstanding),
    }
    return compose(
        to=recipient_of(order),
        subject=letter.subject % words,
        template="emails/transfer",
        context={
            "subject": letter.subject % words,
            "sentence": letter.sentence % words,
            "next_step": letter.next_step % words,
            "receipt": receipt,
            "url": order_url(order),
        },
    )
