"""A seller's statement agrees with the ledger to the đồng, month after month."""

import random
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from catalogue.clock import VIETNAM, add_months
from shop.order.models import (
    CourierRemittance,
    Order,
    ProducerOrder,
    RemittanceLine,
    RemittanceOutcome,
)
from shop.order.payments.refundable import read_refundable, spread
from shop.order.payments.refunds import propose_refund
from shop.order.payments.sending import complete_refund, fail_refund
from shop.order.statements.documents import statement_pdf, statement_workbook
from shop.order.statements.movements import MovementKind
from shop.order.statements.statement import read_statement
from shop.order.transitions import lock_order, release_to_sellers
from shop.payment.ledger import LedgerMismatch, balance_of
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import RefundStatus, SellerPayout
from shop.payment.seller_payouts import record_payout
from tests import makers
from tests.refund_makers import TO_THE_DOOR, fresh, pay, step
from tests.shop.order.conftest import COD, order_basket
from tests.shop.order.documents.pdf_text import text_of

pytestmark = pytest.mark.django_db

START = datetime(2026, 9, 28, 9, 0, tzinfo=VIETNAM)
FROM_BUYERS = (MovementKind.SALE, MovementKind.DELIVERY, MovementKind.REFUND)


@pytest.fixture
def goods(db):
    return [
        makers.product(f"Mật ong {n}", producer=makers.producer(f"HTX {n}"), price=price, stock=999)
        for n, price in enumerate((210_001, 99_999, 1_250_500))
    ]


@transaction.atomic
def delivered(goods, ward, payment=COD, pieces=1) -> Order:
    """An order of these goods that has reached its buyer, and is paid."""
    order = order_basket(makers.basket(*((g, pieces) for g in goods)), ward, payment=payment).order
    if payment == COD:
        release_to_sellers(*lock_order(order.pk))  # a large sum at the door waits for a call
    else:
        pay(order)
    for row in order.producer_orders.all():
        step(row, *TO_THE_DOOR)
    return fresh(order)


def refund(order, amount, key):
    """Give back so many đồng of whatever is left, if so much is."""
    parts = [part for part in read_refundable(order).parts if part.amount]
    amount = min(amount, sum(part.amount for part in parts))
    if not amount:
        return
    for made in propose_refund(
        order=order, shares=spread(amount, parts), key=key, reason="goodwill", by=None
    ):
        type(made).objects.filter(pk=made.pk).update(
            status=RefundStatus.APPROVED, approved_by=makers.user()
        )
        made.refresh_from_db()
        complete_refund(refund=made, reference=f"HT-{key}-{made.pk}")
        if amount % 3 == 0:
            fail_refund(refund=made, why="trả về")


def remit(row: ProducerOrder, amount: int, fee: int = 0) -> None:
    """The courier's file says that it has paid the cash over."""
    number = CourierRemittance.objects.count()
    file = CourierRemittance.objects.create(
        courier="GHN", name="a.csv", digest=str(number), uploaded_at=datetime.now(VIETNAM)
    )
    RemittanceLine.objects.create(
        remittance=file,
        row=1,
        amount=amount,
        fee=fee,
        producer_order=row,
        outcome=RemittanceOutcome.FULL,
    )


def from_buyers(partner, months) -> int:
    return sum(
        amount
        for month in months
        for kind, amount in read_statement(partner, month).sums
        if kind in FROM_BUYERS
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_all_sellers_got_is_what_the_ledger_holds(goods, seed):
    chance, ward = random.Random(seed), makers.commune()
    orders = []
    with time_machine.travel(START, tick=True) as travel:
        for number in range(5):
            travel.move_to(START + timedelta(days=9 * number))
            chosen = chance.sample(goods, chance.randint(1, 3))
            payment = chance.choice((COD, BANK_TRANSFER))
            order = delivered(chosen, ward, payment, chance.randint(1, 3))
            for turn in range(chance.randint(0, 2)):
                travel.shift(timedelta(days=4))
                refund(order, chance.randint(1, 400_000), f"{seed}-{number}-{turn}")
            orders.append(order)
        travel.move_to(START + timedelta(days=90))
        months = [add_months(START.date().replace(day=1), n) for n in range(4)]
        partners = [product.producer.partner for product in goods]
        net = sum(balance_of(order.payment).net for order in orders)
        assert sum(from_buyers(partner, months) for partner in partners) == net
        for partner in partners:
            every = [read_statement(partner, month) for month in months]
            for earlier, later in pairwise(every):
                assert later.opening == earlier.closing
            assert every[-1].closing == every[-1].owed.total


def test_what_is_owed_waits_for_the_return_period_and_the_courier(goods, clock):
    ward, honey = makers.commune(), goods[0]
    partner = honey.producer.partner
    paid = delivered([honey], ward, BANK_TRANSFER).producer_orders.get()
    cash = delivered([honey], ward).producer_orders.get()
    month = datetime.now(VIETNAM).date().replace(day=1)
    owed = read_statement(partner, month).owed
    assert owed.payable == 0
    assert [amount for _day, amount in owed.later] == [210_001 + int(paid.shipping_cost)]
    assert owed.with_couriers == 210_001 + int(cash.shipping_cost)


def test_fees_and_payouts_go_off(goods):
    ward, honey = makers.commune(), goods[0]
    partner = honey.producer.partner
    row = delivered([honey], ward).producer_orders.get()
    whole = 210_001 + int(row.shipping_cost)
    remit(row, whole, fee=12_000)
    record_payout(partner=partner, amount=100_000, reference="FT1")
    month = datetime.now(VIETNAM).date().replace(day=1)
    statement = read_statement(partner, month)
    assert statement.closing == whole - 12_000 - 100_000
    assert (statement.cash_collected, statement.cash_remitted) == (whole, whole)


def test_the_same_transfer_is_written_once(goods):
    partner, other = (product.producer.partner for product in goods[:2])
    for _telling in range(2):
        record_payout(partner=partner, amount=5_000, reference="FT1")
    with pytest.raises(LedgerMismatch):
        record_payout(partner=other, amount=5_000, reference="FT1")
    payout = SellerPayout.objects.get()
    for change in (payout.delete, SellerPayout.objects.all().delete):
        with pytest.raises(TypeError):
            change()


def test_the_files_say_the_same_as_the_page(goods):
    partner = goods[0].producer.partner
    delivered(goods[:1], makers.commune(), BANK_TRANSFER)
    statement = read_statement(partner, datetime.now(VIETNAM).date().replace(day=1))
    sums, movements = load_workbook(BytesIO(statement_workbook(partner, statement))).worksheets
    assert dict(sums.values)["Cuối kỳ"] == statement.closing
    assert sum(row[3] for row in list(movements.values)[1:]) == statement.closing
    assert f"{statement.closing:,}".replace(",", ".") in text_of(statement_pdf(partner, statement))


def test_as_many_queries_for_any_number_of_orders(goods):
    ward, partner = makers.commune(), goods[0].producer.partner
    month = datetime.now(VIETNAM).date().replace(day=1)
    delivered(goods[:1], ward)
    with CaptureQueriesContext(connection) as one:
        read_statement(partner, month)
    for _number in range(3):
        delivered(goods, ward)
    with CaptureQueriesContext(connection) as four:
        read_statement(partner, month)
    assert len(four) == len(one) <= 15


@pytest.mark.parametrize("cleared", [False, True])
def test_cash_that_came_short_waits_until_it_is_cleared(goods, cleared):
    partner = goods[0].producer.partner
    row = delivered(goods[:1], makers.commune()).producer_orders.get()
    remit(row, 100_000)
    RemittanceLine.objects.update(
        outcome=RemittanceOutcome.SHORT, settled_at=datetime.now(VIETNAM) if cleared else None
    )
    statement = read_statement(partner, datetime.now(VIETNAM).date().replace(day=1))
    assert bool(statement.owed.with_couriers) is not cleared
    assert statement.cash_remitted == (100_000 if cleared else 0)
