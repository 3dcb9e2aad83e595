"""Killed with SIGKILL between any two steps of what people do with money: one more press, and the books agree."""

from itertools import count
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile

from shop.mail.models import OutgoingEmail
from shop.order.models import CourierRemittance, Order, RemittanceLine, ReturnPhoto, ReturnRequest
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.sending import begin_sending, complete_refund, fail_refund, retry_refund
from shop.order.remittances.services import read_remittance
from shop.order.returns.services import answer_return, ask_return, receive_goods
from shop.partner.models import StockRecord
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import LedgerEntry, Refund
from tests import makers, photo_files
from tests.kills import killed_at_every_step
from tests.refund_makers import (
    TO_THE_DOOR,
    ask_for,
    fresh,
    pay,
    return_request,
    shopkeeper,
    step,
)
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FEWEST = 2  # moments: before and after the commit


@pytest.fixture
def ward(db):
    return makers.commune()


@pytest.fixture
def by():
    return shopkeeper()


def placed(ward, payment=BANK_TRANSFER, *states: str) -> Order:
    """Another order of two of five jars, paid where it is to be paid before."""
    basket = makers.basket((makers.product(price=60_000, stock=5), 2))
    order = order_basket(basket, ward, **({"payment": payment} if payment else {})).order
    if payment:
        pay(order)
    step(order.producer_orders.get(), *states)
    return fresh(order)


def killed(prepare, act):
    """Kill `act` one moment later on a scene of its own each time; yield each scene."""
    turns, scene = count(), {"now": prepare()}
    for _moment in killed_at_every_step(lambda: act(scene["now"])):
        next(turns)
        yield scene["now"]
        scene["now"] = prepare()
    assert next(turns) >= FEWEST


def entries(order) -> list[tuple[str, int, str]]:
    rows = LedgerEntry.objects.filter(payment__order=order).order_by("pk")
    return [(row.kind, int(row.amount), row.reference) for row in rows]


def books_agree() -> None:
    assert reconcile(is_check=True)[0] == []


def test_a_person_who_sends_a_refund(ward, by):
    def agreed():
        return ask_for(placed(ward), 50_000, by=by)

    def send(refund):
        begin_sending(refund=refund, by=by)
        complete_refund(refund=refund, reference=f"FT-{refund.pk}", by=by)

    for refund in killed(agreed, send):
        send(refund)
        assert entries(refund.payment.order)[1:] == [("refunded", 50_000, f"FT-{refund.pk}")]
        assert OutgoingEmail.objects.filter(kind="refund_sent", about=refund.pk).count() == 1
        books_agree()


def test_a_refund_that_came_back_and_is_sent_anew(ward, by):
    def sent():
        refund = ask_for(placed(ward), 50_000, by=by)
        complete_refund(refund=refund, reference=f"FT-{refund.pk}", by=by)
        return refund

    def again(refund):
        fail_refund(refund=refund, why="closed account", by=by)
        following = retry_refund(refund=refund, by=by)
        complete_refund(refund=following, reference=f"FT-{following.pk}", by=by)

    for refund in killed(sent, again):
        again(refund)
        order = refund.payment.order
        kinds = [kind for kind, *_facts in entries(order)]
        assert kinds == ["received", "refunded", "refund_failed", "refunded"]
        assert Refund.objects.filter(payment__order=order).count() == 2
        books_agree()


def test_a_return_that_is_asked_for_with_a_photograph(ward):
    def arrived():
        return placed(ward, BANK_TRANSFER, *TO_THE_DOOR), uuid4()

    def ask(scene):
        order, submission = scene
        photo = ContentFile(photo_files.photo(), name="vo.jpg")
        pieces = {order.lines.get().pk: 1}
        facts = {"reason": "damaged", "words": "", "photos": [photo]}
        return ask_return(order=order, pieces=pieces, submission=submission, **facts)

    for scene in killed(arrived, ask):
        request = ask(scene)
        assert ReturnRequest.objects.filter(producer_order__order=scene[0]).get() == request
        assert ReturnPhoto.objects.filter(request=request).count() == 1
        books_agree()


@pytest.mark.parametrize("goods_stay", [True, False], ids=["goods stay", "goods come back"])
def test_a_return_that_is_answered_received_and_paid(ward, by, goods_stay):
    def asked():
        return return_request(placed(ward, BANK_TRANSFER, *TO_THE_DOOR))

    def go_through(request):
        answer_return(request=request, accepts=True, answer="", by=by, goods_stay=goods_stay)
        receive_goods(request=request)
        refund = ReturnRequest.objects.get(pk=request.pk).refund
        complete_refund(refund=refund, reference=f"FT-{refund.pk}", by=by)

    for request in killed(asked, go_through):
        go_through(request)
        request.refresh_from_db()
        order = request.producer_order.order
        assert request.status == "refunded"
        assert [row[:2] for row in entries(order)[1:]] == [("refunded", 60_000)]
        books_agree()


def test_cash_at_the_door(ward):
    def shipped():
        return placed(ward, None, *TO_THE_DOOR[:-1])

    def deliver(order):
        step(order.producer_orders.get(), "delivered")

    for order in killed(shipped, deliver):
        deliver(order)
        assert [row[:2] for row in entries(order)] == [("received", int(order.total_incl_tax))]
        assert fresh(order).payment.status == "paid"
        row = StockRecord.objects.get(product=order.lines.get().product)
        assert (row.num_in_stock, row.num_allocated) == (3, 0)
        books_agree()


def test_a_parcel_refused_at_the_door_after_it_was_paid_for(ward, by):
    def shipped():
        return placed(ward, BANK_TRANSFER, *TO_THE_DOOR[:-1])

    def refuse(order):
        step(order.producer_orders.get(), "returned", reason="refused", actor=by)

    for order in killed(shipped, refuse):
        refuse(order)
        refund = Refund.objects.get(payment__order=order)
        assert refund.amount == order.total_incl_tax
        books_agree()


def test_a_couriers_file(ward):
    def delivered():
        order = placed(ward, None, *TO_THE_DOOR)
        total = int(order.total_incl_tax)
        return order, f"Mã đơn hàng;Tiền thu hộ\n{order.number};{total}\n".encode()

    def read(scene):
        return read_remittance(courier="GHN", name="cod.csv", data=scene[1], by=None)

    for scene in killed(delivered, read):
        remittance = read(scene)
        assert [line.outcome for line in remittance.lines.all()] == ["full"]
        assert RemittanceLine.objects.count() == CourierRemittance.objects.count()
        assert len(entries(scene[0])) == 1
        books_agree()
