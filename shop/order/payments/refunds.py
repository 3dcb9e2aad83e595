"""Refunds: asked for, agreed to, refused. Sending them is shop.order.payments.sending.

Each locks the order first and counts anew: never more goes back than was received and not refunded,
whoever asks at the same moment.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now
from shop.mail.outbox import enqueue_email
from shop.order.emails.refund import REFUND_PROPOSED
from shop.order.exceptions import RefundRefused
from shop.order.models import Order
from shop.order.payments.refundable import (
    Refundable,
    RefundShare,
    RefundSource,
    check_shares,
    draw,
    find_sources,
    read_refundable,
    spread,
)
from shop.order.states import CANCELLED, RETURNED
from shop.order.transitions import lock_order
from shop.payment.ledger import balance_of
from shop.payment.models import (
    Payment,
    Refund,
    RefundItem,
    RefundReason,
    RefundStatus,
    RefundTransition,
)
from shop.users.models import User


def find_refunds(*, order: Order, key: str) -> list[Refund]:
    """Return what has been asked for under a key: a second press of a button finds the first one's."""
    refunds = Refund.objects.filter(payment__order=order, idempotency_key__startswith=f"{key}/")
    return list(refunds.order_by("pk"))


@transaction.atomic
def propose_refund(
    *,
    order: Order,
    key: str,
    reason: str,
    shares: Sequence[RefundShare] = (),
    excess: int = 0,
    note: str = "",
    by: User | None = None,
    waits: bool = False,
) -> list[Refund]:
    """Ask for money to go back: parts of the order, or so many đồng that nobody owes.

    The same key gives the refunds of the first time. They are agreed to at once, unless `waits` or
    the sum wants a second person; of one that waits the buyer hears when somebody agrees. One row
    for each charge the money comes from, mostly one. Raises RefundRefused.
    """
    lock_order(order.pk)
    payment = Payment.objects.select_for_update().get(order_id=order.pk)
    earlier = find_refunds(order=order, key=key)
    if earlier:
        return earlier
    refundable = read_refundable(order)
    amount = sum(share.amount for share in shares) or excess
    _check(refundable, shares, amount)
    needs_second = _wants_two(payment, amount)
    moment = now()
    refunds: list[Refund] = []
    remaining = list(shares)
    for number, source in enumerate(draw(amount, find_sources(payment)), start=1):
        refund = Refund.objects.create(
            payment=payment,
            method=source.method,
            original=source.original,
            amount=source.amount,
            reason=reason,
            note=note[:500],
            idempotency_key=f"{key}/{number}",
            requested_by=by,
            requested_at=moment,
            needs_second=needs_second,
        )
        remaining = _write_items(refund, remaining, source)
        _note(refund, before="", reason=note, actor=by)
        if not needs_second and not waits:
            refund.approved_at = moment
            move_refund(refund, RefundStatus.APPROVED, reason=_below_the_sum(), actor=by)
        if not waits:
            enqueue_email(REFUND_PROPOSED, refund.pk)
        refunds.append(refund)
    return refunds


@transaction.atomic
def approve_refund(*, refund: Refund, by: User) -> bool:
    """Agree to a refund; False when somebody has already. Raises RefundRefused.

    Who asked for a large one may not agree to it; nor may more go back than there is by now.
    """
    refund = lock_refund(refund)
    if refund.status in (RefundStatus.APPROVED, RefundStatus.SENDING, RefundStatus.SENT):
        return False
    if refund.status != RefundStatus.PROPOSED:
        raise RefundRefused(_("This refund has ended."))
    is_own = refund.requested_by_id == by.pk
    if refund.needs_second and is_own:
        raise RefundRefused(_("You asked for it yourself; another person has to agree."))
    others = refund.payment.refunds.under_way().exclude(pk=refund.pk)
    if balance_of(refund.payment).net - _sum(others) < refund.amount:
        raise RefundRefused(_("There is not so much money left to give back."))
    if not refund.items.exists() and read_refundable(refund.payment.order).uncovered:
        raise RefundRefused(
            _("Meanwhile the order needs this money; nothing of it is too much. Please refuse it.")
        )
    refund.approved_by, refund.approved_at = (None if is_own else by), now()
    move_refund(refund, RefundStatus.APPROVED, actor=by)
    enqueue_email(REFUND_PROPOSED, refund.pk)
    return True


@transaction.atomic
def reject_refund(*, refund: Refund, by: User, why: str) -> bool:
    """Refuse a refund that nobody has begun to send; False when it is refused already."""
    refund = lock_refund(refund)
    if refund.status == RefundStatus.REJECTED:
        return False
    if refund.status not in (RefundStatus.PROPOSED, RefundStatus.APPROVED):
        raise RefundRefused(_("It is being sent or has gone; it cannot be refused any more."))
    if not why.strip():
        raise RefundRefused(_("Please say why."))
    move_refund(refund, RefundStatus.REJECTED, reason=why, actor=by)
    return True


@transaction.atomic
def refund_producer_orders(
    *,
    order: Order,
    producer_orders: Iterable[int],
    key: str,
    reason: str,
    by: User | None = None,
    waits: bool = False,
) -> list[Refund]:
    """Ask for what was paid too much once these producer orders are not owed any more.

    Nothing where nothing was paid for them. Part payments are split over what is not owed.
    """
    lock_order(order.pk)
    refundable = read_refundable(order)
    parts = refundable.of_producer_orders(producer_orders)
    amount = min(refundable.excess, sum(part.amount for part in parts))
    if amount <= 0:
        return []
    shares = spread(amount, parts)
    return propose_refund(order=order, shares=shares, key=key, reason=reason, by=by, waits=waits)


@transaction.atomic
def refund_excess(
    *,
    order: Order,
    key: str = "",
    most: int | None = None,
    note: str = "",
    by: User | None = None,
    waits: bool = False,
) -> list[Refund]:
    """Ask for money that nobody owes: paid twice, too much, or after the order had ended.

    At `most` so many đồng where only a part of it is meant; `key` names what brought it. Nothing
    where none is left over, so it may be called at any time.
    """
    _order, producer_orders = lock_order(order.pk)
    payment = Payment.objects.get(order_id=order.pk)
    excess = read_refundable(order).excess
    if most is not None:
        excess = min(most, excess)
    if excess <= 0:
        return []
    ended = all(row.status in (CANCELLED, RETURNED) for row in producer_orders.values())
    return propose_refund(
        order=order,
        excess=excess,
        key=key or f"excess-{payment.pk}-{payment.refunds.count()}",
        reason=RefundReason.PAID_LATE if ended else RefundReason.OVERPAID,
        note=note,
        by=by,
        waits=waits,
    )


def lock_refund(refund: Refund) -> Refund:
    """Lock the order of a refund, then read the refund as it is now."""
    lock_order(refund.payment.order_id)
    rows = Refund.objects.select_for_update(of=("self",)).select_related("payment")
    return rows.get(pk=refund.pk)


def move_refund(
    refund: Refund, to: RefundStatus, *, reason: str = "", actor: User | None = None
) -> None:
    """Give a locked refund another status, with a record of it."""
    before, refund.status = refund.status, to
    refund.save()
    _note(refund, before=before, reason=reason, actor=actor)


def _note(refund: Refund, *, before: str, reason: str, actor: User | None) -> None:
    RefundTransition.objects.create(
        refund=refund,
        before=before,
        after=refund.status,
        at=now(),
        reason=reason[:300],
        actor=actor,
    )


def _check(refundable: Refundable, shares: Sequence[RefundShare], amount: int) -> None:
    if amount <= 0:
        raise RefundRefused(_("There is nothing to give back."))
    if amount > refundable.available:
        raise RefundRefused(_("There is not so much money left to give back."))
    if not shares and amount > refundable.excess:
        raise RefundRefused(_("So much was not paid too much; please choose the goods."))
    check_shares(refundable, shares)


def _wants_two(payment: Payment, amount: int) -> bool:
    """Whether this sum, with all that goes back of the order on one person's word, is a large one."""
    alone = payment.refunds.counted().filter(approved_by=None)
    return amount + _sum(alone) >= settings.REFUND_FOUR_EYES


def _sum(refunds: Iterable[Refund]) -> int:
    return sum(int(refund.amount) for refund in refunds)


def _write_items(
    refund: Refund, shares: list[RefundShare], source: RefundSource
) -> list[RefundShare]:
    """Give a refund its part of the shares, in their order; return what is left of them."""
    left, rest = source.amount, []
    for share in shares:
        part = min(left, share.amount)
        if part:
            RefundItem.objects.create(
                refund=refund,
                producer_order_id=share.producer_order,
                line_id=share.line,
                quantity=share.quantity,
                amount=part,
            )
        if part < share.amount:
            quantity = 0 if part else share.quantity
            rest.append(
                RefundShare(share.producer_order, share.line, quantity, share.amount - part)
            )
        left -= part
    return rest


def _below_the_sum() -> str:
    return _("below the sum that wants two people")
