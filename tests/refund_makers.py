"""Paid orders and refunds for tests."""

from itertools import count
from uuid import uuid4

from django.apps import apps
from django.contrib.auth.models import Group

from catalogue.clock import now, today
from shop.order.fulfilment import transition_producer_order
from shop.order.models import Order, ReturnItem, ReturnRequest
from shop.order.payments.refundable import read_refundable, spread
from shop.order.payments.refunds import propose_refund
from shop.order.payments.services import Movement, record_movement
from shop.payment.models import EntryKind, Refund
from shop.payment.ports import ProviderUnavailable, RefundOutcome
from shop.users.roles import SHOPKEEPERS, create_roles
from tests import makers

_numbers = count(1)
#: The way of a parcel to the door.
TO_THE_DOOR = ("confirmed", "packed", "shipped", "delivered")


def pay(order: Order, amount: int | None = None, *, method: str = "", reference: str = "") -> None:
    """Let money come for an order: what it cost, unless told otherwise."""
    movement = Movement(
        kind=EntryKind.RECEIVED,
        amount=int(order.total_incl_tax) if amount is None else amount,
        reference=reference or f"FT{next(_numbers):08}",
        method=method or order.payment.method,
    )
    record_movement(payment=order.payment, movement=movement)


def step(producer_order, *states: str, reason: str = "", actor=None) -> None:
    """Take a parcel through these states, as the shop."""
    for to in states:
        transition_producer_order(
            producer_order=producer_order,
            to=to,
            role="staff",
            actor=actor,
            reason=reason if to in ("cancelled", "returned") else "",
        )


def fresh(order: Order) -> Order:
    """The order as it is now."""
    return Order.objects.select_related("payment").get(pk=order.pk)


def ask_for(order: Order, amount: int, *, by=None, key: str = "") -> Refund:
    """Ask for so many đồng of an order's first line."""
    parts = read_refundable(order).parts[:1]
    (refund,) = propose_refund(
        order=order,
        shares=spread(amount, parts),
        key=key or f"test-{next(_numbers)}",
        reason="goodwill",
        by=by,
    )
    return refund


def shopkeeper(**fields):
    """Somebody of the shop who may send money back."""
    create_roles(apps)
    person = makers.user(is_staff=True, **fields)
    person.groups.add(Group.objects.get(name=SHOPKEEPERS))
    return person


def return_request(order: Order, **facts) -> ReturnRequest:
    """A buyer's request to return one piece of an order's first line."""
    facts = {"reason": "damaged", "asked_at": now(), "answer_by": today()} | facts
    row = order.producer_orders.first()
    request = ReturnRequest.objects.create(producer_order=row, submission=uuid4(), **facts)
    ReturnItem.objects.create(request=request, line=order.lines.first(), quantity=1)
    return request


class TestPort:
    """A provider that does what it is told: `answers` first, then it pays; the same key pays once."""

    __test__ = False
    answers: list = []
    paid: dict[str, int] = {}

    def send(self, refund, *, original_reference):
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, RefundOutcome):
            return answer
        if answer == "down":
            raise ProviderUnavailable("down")
        self.paid.setdefault(refund.idempotency_key, int(refund.amount))
        if answer == "down after":
            raise ProviderUnavailable("no answer")
        return RefundOutcome(reference=f"re_{refund.idempotency_key}", is_done=True)
