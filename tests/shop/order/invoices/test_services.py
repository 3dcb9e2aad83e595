"""Invoices are written down with what makes them due, once, and come to what is owed."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shop.order.invoices.services import follow_delivered, follow_taken_back
from shop.order.models import EInvoice, ProducerOrder
from shop.order.payments.refundable import RefundShare
from shop.order.payments.refunds import propose_refund
from shop.order.payments.sending import complete_refund, fail_refund
from shop.order.receipt import read_receipt
from shop.order.settlement import amount_due
from shop.payment.methods import BANK_TRANSFER
from tests import makers
from tests.invoice_makers import hand_over, invoiced
from tests.refund_makers import ask_for, fresh, pay, step

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(order):
    hand_over(order)
    return fresh(order)


def give_back(order, *shares: RefundShare, key="test"):
    """Give parts back by hand, to the end."""
    (refund,) = propose_refund(order=order, shares=shares, key=key, reason="goodwill")
    complete_refund(refund=refund, reference=f"FT-{refund.pk}")
    return refund


def test_each_delivered_parcel_has_one_invoice_that_comes_to_it(delivered):
    receipt = read_receipt(delivered)
    rows = list(EInvoice.objects.all())
    assert [int(row.amount) for row in rows] == [part.total for part in receipt.producer_orders]
    assert sum(row.tax for row in rows) == sum(row.tax for row in receipt.taxes)
    assert [row.kind for row in rows] == ["sale", "sale"]
    for row in rows:
        assert sum(item.amount for item in row.items.all()) == row.amount
        assert sum(item.tax for item in row.items.all()) == row.tax


def test_nothing_is_written_before_the_goods_are_handed_over(order):
    for row in order.producer_orders.all():
        step(row, "confirmed", "packed", "shipped")
    assert not EInvoice.objects.exists()


def test_following_twice_writes_nothing_twice(delivered):
    follow_delivered(ProducerOrder.objects.all())
    follow_taken_back(ProducerOrder.objects.all())
    assert EInvoice.objects.count() == 2


def test_a_parcel_that_came_back_is_taken_back_whole(delivered):
    row = delivered.producer_orders.first()
    step(row, "returned", reason="refused")
    sale, adjustment = EInvoice.objects.filter(producer_order=row)
    assert (adjustment.amount, adjustment.tax) == (-sale.amount, -sale.tax)
    assert adjustment.adjusts == sale
    pieces = dict(sale.items.filter(line__isnull=False).values_list("line", "quantity"))
    back = dict(adjustment.items.filter(line__isnull=False).values_list("line", "quantity"))
    assert back == {line: -number for line, number in pieces.items()}


def test_a_parcel_that_never_arrived_has_no_invoice(order):
    row = order.producer_orders.first()
    step(row, "confirmed", "packed", "shipped")
    step(row, "returned", reason="refused")
    assert not EInvoice.objects.exists()


def test_a_refund_that_was_sent_is_adjusted_with_its_pieces(delivered):
    row, line = delivered.producer_orders.first(), delivered.lines.first()
    give_back(delivered, RefundShare(row.pk, line.pk, 1, 185_001))
    adjustment = EInvoice.objects.get(kind="adjustment")
    (item,) = adjustment.items.all()
    assert (item.line, item.quantity, item.amount) == (line, -1, -185_001)
    assert item.tax == -13_704
    assert invoiced()[0] == amount_due(fresh(delivered)).due


def test_an_asked_refund_changes_no_invoice(delivered):
    ask_for(delivered, 50_000)
    assert not EInvoice.objects.filter(kind="adjustment").exists()


def test_money_that_did_not_arrive_is_put_back_on_an_invoice(delivered):
    row, line = delivered.producer_orders.first(), delivered.lines.first()
    before = invoiced()
    refund = give_back(delivered, RefundShare(row.pk, line.pk, 1, 185_001))
    fail_refund(refund=refund, why="sai tài khoản")
    assert [int(one.amount) for one in EInvoice.objects.filter(kind="adjustment")] == [
        -185_001,
        185_001,
    ]
    assert invoiced() == before


def test_a_refund_before_and_a_return_after_take_back_all_and_no_more(delivered):
    row, line = delivered.producer_orders.first(), delivered.lines.first()
    give_back(delivered, RefundShare(row.pk, line.pk, 0, 77_777))
    step(row, "returned", reason="damaged")
    assert invoiced(producer_order=row) == (0, 0)


def test_what_was_given_back_before_the_delivery_is_adjusted_with_it(paid_ahead):
    row, line = paid_ahead.producer_orders.first(), paid_ahead.lines.first()
    give_back(paid_ahead, RefundShare(row.pk, line.pk, 1, 100_000))
    assert not EInvoice.objects.exists()
    hand_over(paid_ahead)
    assert [one.kind for one in EInvoice.objects.filter(producer_order=row)] == [
        "sale",
        "adjustment",
    ]
    assert invoiced()[0] == amount_due(fresh(paid_ahead)).due


@pytest.fixture
def paid_ahead(place):
    product = makers.product(price=100_000, stock=9)
    order = place(makers.basket((product, 3)), payment=BANK_TRANSFER).order
    pay(order)
    return fresh(order)


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 90_000), min_size=1, max_size=6))
def test_any_steps_of_refunds_come_to_what_is_owed(delivered, amounts):
    row, line = delivered.producer_orders.first(), delivered.lines.first()
    with transaction.atomic():
        for number, amount in enumerate(amounts):
            share = RefundShare(row.pk, line.pk, 0, amount)
            give_back(delivered, share, key=f"step-{number}")
        due, receipt = amount_due(fresh(delivered)).due, read_receipt(fresh(delivered))
        assert invoiced() == (due, sum(taxed.tax for taxed in receipt.taxes))
        transaction.set_rollback(True)


def test_the_database_takes_no_second_invoice_of_a_parcel(delivered):
    first = EInvoice.objects.first()
    first.pk, first.key, first._state.adding = None, uuid4(), True
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()
