"""Two hands on one producer order at once, on PostgreSQL: one wins, the other is told, stock is right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from catalogue.clock import now
from catalogue.reviews.models import ProductReview
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import cancel_producer_orders, transition_producer_order
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


def moving(producer_order, to, **extra):
    return lambda: transition_producer_order(
        producer_order=producer_order, to=to, role="staff", **extra
    )


def test_six_clicks_are_one_step():
    producer_order = ordered(makers.product()).producer_orders.get()
    results = together(*[moving(producer_order, "confirmed")] * 6)
    assert sorted(results) == [False] * 5 + [True]
    assert ProducerOrderTransition.objects.count() == 1


def test_packing_and_cancelling_at_once_have_one_winner():
    for _round in range(5):
        order = ordered(makers.product(stock=3))
        producer_order = order.producer_orders.get()
        transition_producer_order(producer_order=producer_order, to="confirmed", role="staff")
        packed, cancelled = together(
            moving(producer_order, "packed"),
            lambda order=order, key=producer_order.pk: cancel_producer_orders(
                order=order, producer_orders={key}, reason="other"
            ),
        )
        producer_order.refresh_from_db()
        stock = StockRecord.objects.get(product=order.lines.get().product)
        if packed is True:
            assert (producer_order.status, cancelled.done, stock.num_allocated) == ("packed", (), 1)
        else:
            assert (producer_order.status, packed, stock.num_allocated) == (
                "cancelled",
                "refused",
                0,
            )


def test_cancelling_six_times_at_once_gives_the_stock_back_once():
    jar = makers.product(stock=5)
    order = ordered((jar, 2))
    key = order.producer_orders.get().pk
    StockRecord.objects.update(num_allocated=4)
    together(
        *[lambda: cancel_producer_orders(order=order, producer_orders={key}, reason="other")] * 6
    )
    assert StockRecord.objects.get().num_allocated == 2


def test_the_last_two_producer_orders_at_once_make_the_order_delivered():
    order = ordered(makers.product(), makers.product())
    for producer_order in order.producer_orders.all():
        for state in ("confirmed", "packed", "shipped"):
            transition_producer_order(producer_order=producer_order, to=state, role="staff")
    together(
        *[moving(producer_order, "delivered") for producer_order in ProducerOrder.objects.all()]
    )
    assert Order.objects.get().status == "delivered"


def test_cancelling_orders_of_the_same_goods_in_any_order_never_deadlocks():
    one, two = makers.product(stock=9), makers.product(stock=9)
    orders = [ordered(*pair) for pair in ([one, two], [two, one]) * 4]
    together(
        *[
            lambda order=order: cancel_producer_orders(
                order=order,
                producer_orders=set(order.producer_orders.values_list("pk", flat=True)),
                reason="other",
            )
            for order in orders
        ]
    )
    assert {row.num_allocated for row in StockRecord.objects.all()} == {0}


def test_six_clicks_are_one_review():
    order = ordered(makers.product())
    line, producer_order = order.lines.get(), order.producer_orders.get()
    for state in ("confirmed", "packed", "shipped", "delivered"):
        transition_producer_order(producer_order=producer_order, to=state, role="staff")
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
