"""Asking to return goods, answering, receiving them: each once, whoever presses twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from catalogue.clock import now, present_day
from catalogue.text import clean_text
from shop.mail.outbox import enqueue_email
from shop.notices import events
from shop.notices.posting import NoticeSubject, post_notices
from shop.order.emails.returns import RETURN_ANSWERED, RETURN_ASKED, RETURN_TO_ANSWER
from shop.order.exceptions import RefundRefused
from shop.order.models import (
    Line,
    Order,
    ProducerOrder,
    ReturnItem,
    ReturnPhoto,
    ReturnReason,
    ReturnRequest,
    ReturnStatus,
)
from shop.order.payments.refundable import RefundShare, read_refundable
from shop.order.payments.refunds import propose_refund
from shop.order.returns.models import MAX_WORDS
from shop.order.returns.terms import ANSWER_WITHIN, REFUND_WITHIN, deadline
from shop.order.states import DELIVERED
from shop.order.transitions import lock_order
from shop.payment.models import Refund, RefundItem, RefundReason
from shop.shipping.working_days import working_day_after
from shop.users.models import User
from theme.formats import clock_date

MAX_PHOTOS = 3
_REFUND_REASONS = {
    ReturnReason.DAMAGED: RefundReason.DAMAGED,
    ReturnReason.MISSING: RefundReason.MISSING,
    ReturnReason.NOT_AS_SHOWN: RefundReason.NOT_AS_SHOWN,
    ReturnReason.WRONG_INFORMATION: RefundReason.NOT_AS_SHOWN,
}


#: Begins the keys of refunds that a request asks for.
_KEY = "return-"


class ReturnRefused(Exception):
    """Goods that may not be asked to go back, or a step that is over; `message` says why."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class ReturnableLine:
    """Pieces of a delivered line that nobody has asked to return, nor given back the money of, yet.

    `until` is the latest moment for any reason; fresh goods have so many hours for their faults.
    """

    line: int
    producer_order: int
    seller: str
    title: str
    quantity: int
    until: datetime
    fresh_hours: int | None


def read_returnable(order: Order) -> list[ReturnableLine]:
    """Return what of an order has been delivered and may be asked to go back."""
    rows = list(order.producer_orders.filter(status=DELIVERED).prefetch_related("transitions"))
    asked: defaultdict[int, int] = defaultdict(int)
    items = ReturnItem.objects.filter(line__order=order)
    for item in items.filter(request__in=ReturnRequest.objects.counted()):
        asked[item.line_id] += item.quantity
    refunded = RefundItem.objects.filter(line__order=order, refund__in=Refund.objects.counted())
    for refund_item in refunded.exclude(refund__idempotency_key__startswith=_KEY):
        asked[refund_item.line_id or 0] += refund_item.quantity
    lines = list(order.lines.select_related("snapshot").order_by("pk"))
    return [
        ReturnableLine(
            line=line.pk,
            producer_order=row.pk,
            seller=row.seller_name,
            title=line.title,
            quantity=line.quantity - asked[line.pk],
            until=_latest(order, row, line),
            fresh_hours=fresh_hours_of(line),
        )
        for row in rows
        for line in lines
        if line.partner_id == row.partner_id and line.quantity > asked[line.pk]
    ]


def was_asked(*, order: Order, submission: str) -> bool:
    """Return whether a form of this order has been taken in, whose goods are asked for by now."""
    try:
        token = UUID(submission)
    except ValueError:
        return False
    requests = ReturnRequest.objects.filter(producer_order__order=order, submission=token)
    return requests.exists()


@transaction.atomic
def ask_return(
    *,
    order: Order,
    pieces: Mapping[int, int],
    reason: str,
    words: str,
    photos: Iterable[File],
    submission: UUID,
) -> ReturnRequest:
    """Ask to return pieces of lines ({key of the line: pieces}) of one seller's parcel.

    The same submission gives the request of the first time. Raises ReturnRefused when it is too
    late, or for more than was delivered.
    """
    lock_order(order.pk)
    earlier = ReturnRequest.objects.filter(submission=submission).first()
    if earlier is not None:
        return earlier
    wanted = {line: number for line, number in pieces.items() if number > 0}
    left = {line.line: line for line in read_returnable(order) if line.line in wanted}
    if not wanted or set(left) != set(wanted):
        raise ReturnRefused(_("Please choose goods that have been delivered."))
    if any(number > left[line].quantity for line, number in wanted.items()):
        raise ReturnRefused(_("You have fewer pieces than that left to return."))
    sellers = {line.producer_order for line in left.values()}
    if len(sellers) > 1:
        raise ReturnRefused(
            _("Goods of different sellers go back separately; please ask for one parcel at a time.")
        )
    producer_order = ProducerOrder.objects.get(pk=sellers.pop())
    for row in order.lines.select_related("snapshot").filter(pk__in=wanted):
        _check_time(order, producer_order, row, reason)
    request = ReturnRequest.objects.create(
        producer_order=producer_order,
        submission=submission,
        reason=reason,
        words=clean_text(words, MAX_WORDS),
        asked_at=now(),
        answer_by=working_day_after(present_day(), ANSWER_WITHIN),
        with_delivery=reason != ReturnReason.CHANGED_MIND,
    )
    for line, number in wanted.items():
        ReturnItem.objects.create(request=request, line_id=line, quantity=number)
    for photo in list(photos)[:MAX_PHOTOS]:
        ReturnPhoto(request=request).photo.save("", photo)
    enqueue_email(RETURN_ASKED, request.pk)
    enqueue_email(RETURN_TO_ANSWER, request.pk)
    facts = {"number": producer_order.order.number}
    post_notices(events.RETURN_ASKED, [NoticeSubject(producer_order.partner_id, request.pk, facts)])
    return request


@transaction.atomic
def answer_return(
    *,
    request: ReturnRequest,
    accepts: bool,
    answer: str,
    by: User,
    goods_stay: bool = False,
    with_delivery: bool = False,
) -> bool:
    """Accept or refuse a request; False when somebody has answered. A refusal says why.

    Where the goods stay with the buyer the money goes back at once.
    """
    request = _locked(request)
    if request.status != ReturnStatus.ASKED:
        return False
    answer = clean_text(answer, 500)
    if not accepts and not answer:
        raise ReturnRefused(_("Please say why; the buyer reads it."))
    request.status = ReturnStatus.ACCEPTED if accepts else ReturnStatus.REFUSED
    request.decided_at, request.decided_by, request.answer = now(), by, answer
    request.goods_stay, request.with_delivery = accepts and goods_stay, accepts and with_delivery
    request.save()
    enqueue_email(RETURN_ANSWERED, request.pk)
    if request.goods_stay:
        _refund(request)
    return True


@transaction.atomic
def receive_goods(*, request: ReturnRequest) -> bool:
    """Write down that the goods came back, and ask for the refund; False when that was done before."""
    request = _locked(request)
    if request.status != ReturnStatus.ACCEPTED:
        return False
    request.goods_back_at = now()
    _refund(request)
    return True


def _refund(request: ReturnRequest) -> None:
    """Who accepted the request has asked for the money; a large sum wants another person."""
    order = Order.objects.get(producer_orders=request.producer_order_id)
    parts = read_refundable(order).of_producer_orders([request.producer_order_id])
    left = {part.line: part for part in parts}
    shares: list[RefundShare] = []
    for item in request.items.all():
        part = left.get(item.line_id)
        if part is not None and part.quantity:
            shares.append(part.share(min(item.quantity, part.quantity)))
    delivery = left.get(None)
    if request.with_delivery and delivery is not None:
        shares.append(delivery.share(0))
    try:
        refunds = propose_refund(
            order=order,
            shares=[share for share in shares if share.amount],
            key=f"{_KEY}{request.pk}",
            reason=_REFUND_REASONS.get(ReturnReason(request.reason), RefundReason.RETURNED),
            by=request.decided_by,
        )
    except RefundRefused as refusal:
        raise ReturnRefused(refusal.message) from refusal
    request.status, request.refund = ReturnStatus.GOODS_BACK, refunds[0]
    request.refund_by = working_day_after(present_day(), REFUND_WITHIN)
    request.save()


def _locked(request: ReturnRequest) -> ReturnRequest:
    lock_order(request.producer_order.order_id)
    rows = ReturnRequest.objects.select_for_update(of=("self",))
    return rows.select_related("producer_order").get(pk=request.pk)


def fresh_hours_of(line: Line) -> int | None:
    """Return the hours in which a fault of fresh goods is told; None for what keeps."""
    promised = getattr(line, "snapshot", None)
    return promised.return_hours if promised else None


def _check_time(order: Order, producer_order: ProducerOrder, line: Line, reason: str) -> None:
    until = deadline(
        reason,
        ordered_at=order.date_placed,
        delivered_at=_delivered_at(order, producer_order),
        fresh_hours=fresh_hours_of(line),
    )
    if until is None:
        raise ReturnRefused(
            _("“%(name)s” is fresh: it does not go back because it is no longer needed.")
            % {"name": line.title}
        )
    if now() > until:
        raise ReturnRefused(
            _(
                "For this reason goods could be sent back until %(moment)s. Please call or write to us."
            )
            % {"moment": clock_date(until)}
        )


def _latest(order: Order, producer_order: ProducerOrder, line: Line) -> datetime:
    delivered = _delivered_at(order, producer_order)
    moments = (
        deadline(
            reason,
            ordered_at=order.date_placed,
            delivered_at=delivered,
            fresh_hours=fresh_hours_of(line),
        )
        for reason in ReturnReason
    )
    return max(moment for moment in moments if moment is not None)


def _delivered_at(order: Order, producer_order: ProducerOrder) -> datetime:
    steps = [row for row in producer_order.transitions.all() if row.after == DELIVERED]
    return steps[0].at if steps else order.date_placed
