"""Bank lines that name a refund: its money went to the buyer, or came back from there.

Only a line that names the refund itself and has its very sum does anything; the others are left for
a person.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from shop.order.exceptions import RefundRefused
from shop.order.payments.sending import complete_refund, fail_refund
from shop.payment.models import BankLine, LineOutcome, Payment, Refund, RefundStatus
from shop.payment.ports import has_refund_port
from shop.payment.transfer.references import find_refunds
from theme.formats import dong


def find_named(payment: Payment | None, content: str) -> list[Refund]:
    """Return the refunds of a payment that a transfer's text names; more than one is not clear."""
    numbers = find_refunds(content) if payment is not None else set()
    if payment is None or not numbers:
        return []
    refunds = payment.refunds.order_by("pk")
    return [refund for refund in refunds if refund.pk in numbers and _is_by_hand(refund)]


def settle_payout(*, line: BankLine, refunds: list[Refund]) -> LineOutcome:
    """Let a saved line complete the refund that it names, or send it back to the list.

    Call it with the order locked; sets and returns the line's outcome.
    """
    with translation.override("vi"):
        try:
            line.outcome, line.problem = _settle(line, refunds), ""
        except RefundRefused as refusal:
            line.outcome, line.problem = LineOutcome.UNCLEAR, refusal.message[:300]
    line.save(update_fields=["outcome", "problem", "refund"])
    return LineOutcome(line.outcome)


def _settle(line: BankLine, refunds: list[Refund]) -> LineOutcome:
    """Raises RefundRefused with what a person should know."""
    facts = {"refund": ", ".join(refund.reference for refund in refunds)}
    if len(refunds) > 1:
        raise RefundRefused(_("It may name several refunds: %(refund)s.") % facts)
    (refund,) = refunds
    if refund.amount != line.amount:
        facts |= {"amount": dong(int(line.amount)), "wanted": dong(int(refund.amount))}
        raise RefundRefused(
            _("It names refund %(refund)s of %(wanted)s, but is %(amount)s.") % facts
        )
    if line.is_incoming:
        if refund.status != RefundStatus.SENT:
            raise RefundRefused(_("Refund %(refund)s came back, but had not gone.") % facts)
        line.refund = refund
        fail_refund(refund=refund, why=_("The bank sent the money back: %s") % line.content)
        return LineOutcome.REFUND_BACK
    if refund.bank_lines.filter(outcome=LineOutcome.REFUND).exists():
        raise RefundRefused(_("Refund %(refund)s was paid out before.") % facts)
    if refund.status != RefundStatus.SENT:  # else a person was faster to enter it
        number = line.bank_reference or f"bank/{line.pk}"
        complete_refund(refund=refund, reference=number, occurred_at=line.booked_at)
    line.refund = refund
    return LineOutcome.REFUND


def _is_by_hand(refund: Refund) -> bool:
    return not has_refund_port(refund.method)
