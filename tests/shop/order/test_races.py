"""Two hands on one parcel at once, on PostgreSQL: one wins, the other is told, stock is right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from catalogue.clock import now
from catalogue.reviews.models import ProductReview
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import deliver
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import cancel_parcels, move_parcel
from shop.order.models import Order, ProducerOrder, ProducerOrderTransition
from shop.order.reviews.services import review_line
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def together(*acts):
    """Run all acts at one moment, each on a connection of its own; return what each came to."""
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(timeout=20)
            return act()
        except TransitionRefused:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        jobs = [pool.submit(run, act) for act in acts]
        return [job.result(timeout=60) for job in jobs]


def ordered(*products):
    return order_basket(makers.basket(*products), makers.commune()).order


def moving(parcel, to, **extra):
    return lambda: move_parcel(parcel=parcel, to=to, role="staff", **extra)


def test_six_clicks_are_one_step():
    parcel = ordered(makers.product()).producer_orders.get()
    results = together(*[moving(parcel, "confirmed")] * 6)
    assert sorted(results) == [False] * 5 + [True]
    assert ProducerOrderTransition.objects.count() == 1


def test_packing_and_cancelling_at_once_have_one_winner():
    for _round in range(5):
        order = ordered(makers.product(stock=3))
        parcel = order.producer_orders.get()
        move_parcel(parcel=parcel, to="confirmed", role="staff")
        packed, cancelled = together(
            moving(parcel, "packed"),
            lambda order=order, key=parcel.pk: cancel_parcels(
                order=order, parcels={key}, reason="other"
            ),
        )
        parcel.refresh_from_db()
        stock = StockRecord.objects.get(product=order.lines.get().product)
        if packed is True:
            assert (parcel.status, cancelled.done, stock.num_allocated) == ("packed", (), 1)
        else:
            assert (parcel.status, packed, stock.num_allocated) == ("cancelled", "refused", 0)


def test_cancelling_six_times_at_once_gives_the_stock_back_once():
    jar = makers.product(stock=5)
    order = ordered((jar, 2))
    key = order.producer_orders.get().pk
    StockRecord.objects.update(num_allocated=4)
    together(*[lambda: cancel_parcels(order=order, parcels={key}, reason="other")] * 6)
    assert StockRecord.objects.get().num_allocated == 2


def test_the_last_two_parcels_at_once_make_the_order_delivered():
    order = ordered(makers.product(), makers.product())
    for parcel in order.producer_orders.all():
        for state in ("confirmed", "packed", "shipped"):
            move_parcel(parcel=parcel, to=state, role="staff")
    together(*[moving(parcel, "delivered") for parcel in ProducerOrder.objects.all()])
    assert Order.objects.get().status == "delivered"


def test_cancelling_orders_of_the_same_goods_in_any_order_never_deadlocks():
    one, two = makers.product(stock=9), makers.product(stock=9)
    orders = [ordered(*pair) for pair in ([one, two], [two, one]) * 4]
    together(
        *[
            lambda order=order: cancel_parcels(
                order=order,
                parcels=set(order.producer_orders.values_list("pk", flat=True)),
                reason="other",
            )
            for order in orders
        ]
    )
    assert {row.num_allocated for row in StockRecord.objects.all()} == {0}


def test_six_clicks_are_one_review():
    order = ordered(makers.product())
    line, parcel = order.lines.get(), order.producer_orders.get()
    for state in ("confirmed", "packed", "shipped", "delivered"):
        move_parcel(parcel=parcel, to=state, role="staff")
    words = {"score": 5, "body": "Mật thơm, sánh, ngọt dịu.", "name": "Sáu"}
    results = together(*[lambda: review_line(order=order, line=line, **words)] * 6)
    assert sorted(results) == [False] * 5 + [True]
    assert ProductReview.objects.count() == 1


def test_four_workers_send_each_email_once():
    for _order in range(12):
        ordered(makers.product())
    OutgoingEmail.objects.exclude(kind="order_placed").delete()
    mail.outbox.clear()
    OutgoingEmail.objects.update(state="waiting", sent_at=None, due_at=now())
    together(*[deliver] * 4)
    assert len(mail.outbox) == 12
