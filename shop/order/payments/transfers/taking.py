"""Transfers that the bank tells of: whose order each pays, and what became of it.

Money enters by record_movement alone. What is not certain is left for a person (UNSETTLED).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from catalogue.clock import now
from catalogue.text import fold
from shop.mail.outbox import enqueue_email
from shop.order.emails.transfer import LATE, OVERPAID, REVERSED, UNDERPAID
from shop.order.payments.revival import revive_order
from shop.order.payments.services import Movement, record_movement
from shop.order.payments.transfers.excess import lower_excess, propose_excess
from shop.order.payments.transfers.payouts import find_named, settle_payout
from shop.order.settlement import amount_due
from shop.order.transitions import lock_order
from shop.payment.ledger import LedgerMismatch, balance_of
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import (
    BankLine,
    BankStatement,
    EntryKind,
    LineOutcome,
    Payment,
    PaymentStatus,
    ProviderEvent,
    Refund,
    RefundStatus,
)
from shop.payment.transfer.references import find_references
from shop.payment.transfer.telling import BankTelling

#: How far apart two sources may state the moment of one transfer; some state the day alone.
SAME_MOMENT = timedelta(hours=26)
#: How banks write that money is taken back, folded.
_TAKEN_BACK = ("hoan tra", "hoan tien", "thu hoi", "huy giao dich", "huy gd", "reversal", "reverse")
_LETTERS = {
    LineOutcome.UNDER: UNDERPAID,
    LineOutcome.OVER: OVERPAID,
    LineOutcome.DOUBLE: OVERPAID,
    LineOutcome.REVERSED: REVERSED,
}


@dataclass(frozen=True)
class Addressee:
    """The payment that a text names; none with a problem where it names several."""

    payment: Payment | None = None
    problem: str = ""


def find_addressee(content: str) -> Addressee:
    """Return whose payment a transfer's text names; a cut or misspelt reference names nobody's."""
    places = find_references(content)
    wanted = {reference for place in places for reference in place}
    found = {
        payment.reference: payment
        for payment in Payment.objects.filter(reference__in=wanted or {""})
    }
    named = {reference for place in places for reference in place if reference in found}
    if len(named) > 1:
        return Addressee(problem=", ".join(sorted(named)))
    return Addressee(found[named.pop()]) if named else Addressee()


@transaction.atomic
def take_transfer(
    *,
    telling: BankTelling,
    statement: BankStatement | None = None,
    event: ProviderEvent | None = None,
) -> tuple[BankLine, bool]:
    """Write a transfer down once, whoever tells it, and let it pay its order; True for a new one.

    The order is locked before anything is looked up, so that two sources that tell of the same
    money at the same moment wait for each other.
    """
    addressee = find_addressee(telling.content)
    if addressee.payment is not None:
        lock_order(addressee.payment.order_id)
    key_field = f"{telling.source.value}_key"
    known = BankLine.objects.filter(**{key_field: telling.key}).first()
    if known is not None:
        return known, False
    twin, is_certain = _find_twin(telling, addressee.payment)
    if twin is not None and is_certain:
        setattr(twin, key_field, telling.key)
        twin.statement, twin.event = twin.statement or statement, twin.event or event
        if not twin.bank_reference:
            twin.bank_reference = telling.bank_reference
        twin.save(update_fields=[key_field, "statement", "event", "bank_reference"])
        return twin, False
    line = line_of(telling, statement=statement, event=event)
    line.payment = addressee.payment
    refunds = find_named(addressee.payment, telling.content)
    if twin is not None:
        line.outcome, line.problem = LineOutcome.UNCLEAR, f"≈ {twin.bank_reference}"
    elif addressee.problem:
        line.outcome, line.problem = LineOutcome.UNCLEAR, addressee.problem
    elif refunds:
        line.outcome = LineOutcome.UNCLEAR
    elif not telling.is_incoming:
        line.outcome = _outgoing(line)
    line.save()
    if refunds and not line.problem:
        settle_payout(line=line, refunds=refunds)
    elif line.payment is not None and line.outcome == LineOutcome.REVERSED:
        take_back(line=line)
    elif line.payment is not None and line.outcome == LineOutcome.UNKNOWN_REFERENCE:
        apply_line(line=line, payment=line.payment)
    return line, True


def line_of(
    telling: BankTelling,
    *,
    statement: BankStatement | None = None,
    event: ProviderEvent | None = None,
) -> BankLine:
    """Return a new line, not saved, as long as it is nobody's."""
    return BankLine(
        **{f"{telling.source.value}_key": telling.key},
        statement=statement,
        event=event,
        is_incoming=telling.is_incoming,
        amount=telling.amount,
        content=telling.content,
        content_key=telling.content_key,
        bank_reference=telling.bank_reference,
        booked_at=telling.booked_at,
        told_at=now(),
        outcome=LineOutcome.UNKNOWN_REFERENCE if telling.is_incoming else LineOutcome.OUTGOING,
    )


def without_order(tellings: list[BankTelling]) -> list[BankTelling]:
    """Return those of a statement that name no order and that nothing else has told of."""
    if not tellings:
        return []
    moments = [telling.booked_at for telling in tellings]
    span = (min(moments) - SAME_MOMENT, max(moments) + SAME_MOMENT)
    told = BankLine.objects.filter(statement_key__isnull=True, booked_at__range=span)
    amounts = {(is_in, int(amount)) for is_in, amount in told.values_list("is_incoming", "amount")}
    return [
        telling
        for telling in tellings
        if (telling.is_incoming, telling.amount) not in amounts
        and not find_references(telling.content)
    ]


def _find_twin(telling: BankTelling, payment: Payment | None) -> tuple[BankLine | None, bool]:
    """Return the line of the other source that is this transfer, and whether that is certain.

    By the bank's number; else by order or text, amount and day, where not both have a number.
    """
    lines = BankLine.objects.select_for_update().filter(
        **{f"{telling.source.value}_key__isnull": True},
        is_incoming=telling.is_incoming,
        amount=telling.amount,
        booked_at__range=(telling.booked_at - SAME_MOMENT, telling.booked_at + SAME_MOMENT),
    )
    text = Q(content_key=telling.content_key)
    if payment is not None:
        text |= Q(payment=payment)
    if telling.bank_reference:
        text |= Q(bank_reference=telling.bank_reference)
    candidates = sorted(
        lines.filter(text), key=lambda line: abs(line.booked_at - telling.booked_at)
    )
    for line in candidates:
        if line.bank_reference and line.bank_reference == telling.bank_reference:
            return line, True
    for line in candidates:
        if not (line.bank_reference and telling.bank_reference):
            return line, True
    return (candidates[0], False) if candidates else (None, False)


def _outgoing(line: BankLine) -> LineOutcome:
    """What money that left is: taken back by the sender's bank, or paid out by the shop itself."""
    if line.payment is None:
        return LineOutcome.OUTGOING
    refunds = Refund.objects.filter(payment=line.payment, amount=line.amount)
    if refunds.exclude(status__in=(RefundStatus.PROPOSED, RefundStatus.REJECTED)).exists():
        return LineOutcome.OUTGOING
    text = fold(line.content)
    return LineOutcome.REVERSED if any(map(text.count, _TAKEN_BACK)) else LineOutcome.UNCLEAR


def apply_line(*, line: BankLine, payment: Payment) -> LineOutcome:
    """Let money that came pay an order, inside a transaction; sets and returns the line's outcome."""
    order, producer_orders = lock_order(payment.order_id)
    payment = Payment.objects.select_for_update().get(pk=payment.pk)
    amount, net = int(line.amount), balance_of(payment).net
    is_revived = payment.status == PaymentStatus.EXPIRED and net + amount >= int(payment.amount)
    if is_revived:
        is_revived = revive_order(order=order, producer_orders=producer_orders)
    due = amount_due(order, producer_orders=producer_orders.values()).due
    outstanding = max(0, due - net)
    line.outcome = _incoming(payment, amount, due=due, outstanding=outstanding, revived=is_revived)
    line.payment, line.problem = payment, ""
    if not _move(line, EntryKind.RECEIVED):
        return line.outcome
    if amount > outstanding:
        propose_excess(order=order, line=line, amount=amount - outstanding)
    if line.outcome == LineOutcome.LATE and not is_revived:
        enqueue_email(LATE, line.pk)
    if line.outcome in _LETTERS:
        enqueue_email(_LETTERS[line.outcome], line.pk)
    return line.outcome


def _incoming(
    payment: Payment, amount: int, *, due: int, outstanding: int, revived: bool
) -> LineOutcome:
    if revived or due == 0:
        return LineOutcome.LATE
    if outstanding == 0:
        return LineOutcome.DOUBLE
    if amount == outstanding:
        return LineOutcome.EXACT
    return LineOutcome.UNDER if amount < outstanding else LineOutcome.OVER


def take_back(*, line: BankLine) -> None:
    """Write down that the sender's bank took money back; more than came is not clear."""
    if line.payment is None:
        return
    order, _producer_orders = lock_order(line.payment.order_id)
    payment = Payment.objects.select_for_update().get(order_id=order.pk)
    line.payment = payment
    if int(line.amount) > balance_of(payment).received:
        line.outcome, line.problem = LineOutcome.UNCLEAR, "−"
        line.save(update_fields=["outcome", "problem"])
        return
    if _move(line, EntryKind.REVERSED):
        # What was being packed waits for a person, not for the clock.
        Payment.objects.filter(pk=payment.pk).update(expires_at=None)
        lower_excess(order=order, line=line)
        enqueue_email(REVERSED, line.pk)


def _move(line: BankLine, kind: EntryKind) -> bool:
    """Write the line into the ledger under a name of its own; False where that does not fit."""
    if line.payment is None:
        return False
    line.entries += 1
    line.save(update_fields=["outcome", "problem", "payment", "entries"])
    movement = Movement(
        kind, int(line.amount), ledger_reference(line), BANK_TRANSFER.code, line.booked_at
    )
    try:
        with transaction.atomic():
            record_movement(payment=line.payment, movement=movement)
    except LedgerMismatch as error:
        line.outcome, line.problem = LineOutcome.UNCLEAR, str(error)[:300]
        line.save(update_fields=["outcome", "problem"])
        return False
    return True


def ledger_reference(line: BankLine) -> str:
    """Return the name of the line's newest entry in the ledger."""
    return f"{line.bank_reference or 'bank'}/{line.pk}/{line.entries}"
