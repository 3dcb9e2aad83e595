"""What a person does with a bank line: gives it to an order, sets it aside, takes that back.

Each is written down with who, when and why; the ledger only grows, so that undoing is an entry too.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import Case, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.order.exceptions import BankLineRefused, RefundRefused
from shop.order.payments.services import Movement, record_movement
from shop.order.payments.transfers.excess import lower_excess, withdraw_excess
from shop.order.payments.transfers.taking import apply_line, ledger_reference, take_back
from shop.order.transitions import lock_order
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import (
    INCOMING,
    MOVED,
    UNSETTLED,
    BankLine,
    BankLineStep,
    EntryKind,
    LineOutcome,
    Payment,
    PaymentStatus,
)
from shop.users.models import User

#: Orders proposed for a line that names none.
SUGGESTIONS = 5


@transaction.atomic
def assign_line(*, line: BankLine, number: str, by: User, reason: str) -> BankLine:
    """Let a line that waits pay (or leave) the order of that number. Raises BankLineRefused."""
    payment = Payment.objects.filter(order__number=number.strip()).first()
    if payment is None:
        raise BankLineRefused(_("There is no order with this number."))
    lock_order(payment.order_id)
    line = _lock(line)
    _check(line, (*UNSETTLED, LineOutcome.OUTGOING), reason)
    before = line.outcome
    line.payment = payment
    if line.is_incoming:
        apply_line(line=line, payment=payment)
    else:
        line.outcome = LineOutcome.REVERSED
        take_back(line=line)
    if line.outcome == LineOutcome.UNCLEAR:
        raise BankLineRefused(_("More would be taken back than has come for this order."))
    _note(line, before=before, by=by, reason=reason)
    return line


@transaction.atomic
def dismiss_line(*, line: BankLine, by: User, reason: str) -> BankLine:
    """Set aside a line that is for no order. Raises BankLineRefused."""
    line = _lock(line)
    _check(line, UNSETTLED, reason)
    before, line.outcome = line.outcome, LineOutcome.NOT_OURS
    line.payment, line.problem = None, ""
    line.save(update_fields=["outcome", "payment", "problem"])
    _note(line, before=before, by=by, reason=reason)
    return line


@transaction.atomic
def undo_line(*, line: BankLine, by: User, reason: str) -> BankLine:
    """Let a line wait for a person again; its money leaves the order by an entry of its own.

    Raises BankLineRefused where too much of it was agreed to be given back meanwhile.
    """
    if line.payment is not None:
        lock_order(line.payment.order_id)
    line = _lock(line)
    _check(line, (*MOVED, LineOutcome.NOT_OURS), reason)
    before = line.outcome
    if line.payment is not None and before in MOVED:
        _reverse(line, by)
    _note(line, before=before, by=by, reason=reason, after=LineOutcome.UNKNOWN_REFERENCE)
    line.outcome, line.payment = LineOutcome.UNKNOWN_REFERENCE, None
    line.save(update_fields=["outcome", "payment"])
    return line


def suggest_payments(line: BankLine) -> QuerySet[Payment]:
    """Return payments that still wait for just this amount, the newest first; a person decides."""
    waiting = Payment.objects.filter(status__in=(PaymentStatus.AWAITING, PaymentStatus.EXPIRED))
    waiting = waiting.filter(Q(amount=line.amount) | Q(entries__isnull=False)).annotate(
        net=Coalesce(
            Sum(
                Case(
                    When(entries__kind__in=INCOMING, then=F("entries__amount")),
                    default=-F("entries__amount"),
                )
            ),
            Decimal(),
        )
    )
    waiting = waiting.filter(amount=F("net") + line.amount)
    if not line.is_incoming or line.outcome not in UNSETTLED:
        return waiting.none()
    return waiting.select_related("order").order_by("-created_at")[:SUGGESTIONS]


def _reverse(line: BankLine, by: User) -> None:
    try:
        withdraw_excess(line=line, by=by)
    except RefundRefused as error:
        raise BankLineRefused(
            _("What was too much of it is being given back already; this cannot be undone.")
        ) from error
    payment = line.payment
    if payment is None:
        return
    came_back = line.outcome == LineOutcome.REVERSED
    movement = Movement(
        kind=EntryKind.RECEIVED if came_back else EntryKind.REVERSED,
        amount=int(line.amount),
        reference=f"{ledger_reference(line)}/undo",
        method=BANK_TRANSFER.code,
    )
    record_movement(payment=payment, movement=movement)
    lower_excess(order=payment.order, line=line, by=by)
    # What has gone to the sellers waits for a person, not for the clock.
    Payment.objects.filter(pk=payment.pk, status=PaymentStatus.AWAITING).update(expires_at=None)


def _lock(line: BankLine) -> BankLine:
    rows = BankLine.objects.select_for_update(of=("self",)).select_related("payment")
    return rows.get(pk=line.pk)


def _check(line: BankLine, allowed: tuple[LineOutcome, ...], reason: str) -> None:
    if line.outcome not in allowed:
        raise BankLineRefused(
            _("This line is “%(outcome)s” by now; look at it again.")
            % {"outcome": line.get_outcome_display()}
        )
    if not reason.strip():
        raise BankLineRefused(_("Please say why."))


def _note(
    line: BankLine, *, before: str, by: User, reason: str, after: LineOutcome | None = None
) -> None:
    BankLineStep.objects.create(
        line=line,
        before=before,
        after=after or line.outcome,
        payment=line.payment,
        at=now(),
        by=by,
        reason=reason[:300],
    )
