"""The VAT within an order: kept when it is placed, the same whatever the law becomes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.checkout.review import read_checkout_review
from shop.order.models import OrderLineSnapshot, ProducerOrder
from shop.order.quote import make_quote
from shop.order.receipt import read_receipt
from shop.order.settlement import amount_due
from shop.order.taxes import share_of
from shop.partner.models import Partner, StockRecord
from shop.partner.tax import AppliedRate, TaxedAmount
from tests import makers
from tests.invoice_makers import hand_over, invoiced
from tests.promotion_makers import promotion
from tests.shop.order.conftest import deliver_to


@pytest.fixture
def order(place):
    """Three sellers: ordinary goods, farm goods of 5 %, and a household that charges none."""
    plain = makers.product("Kẹo dừa", price=185_000, stock=9)
    rice = makers.product("Gạo", price=33_333, stock=9)
    cake = makers.product("Bánh", price=70_001, stock=9)
    StockRecord.objects.filter(product=rice).update(tax_class="farm_resold")
    Partner.objects.filter(producer=cake.producer).update(charges_vat=False)
    return place(makers.basket((plain, 3), (rice, 2), (cake, 1))).order


def test_lines_and_parcels_keep_class_rate_and_tax(order):
    kept = OrderLineSnapshot.objects.order_by("line_id").values_list(
        "tax_class", "tax_percent", "tax"
    )
    assert [(name, percent) for name, percent, _tax in kept] == [
        ("standard", 8),
        ("farm_resold", 5),
        ("not_charged", None),
    ]
    assert [row.shipping_tax_class for row in order.producer_orders.all()] == [
        "standard",
        "standard",
        "not_charged",
    ]


def test_taxes_come_to_the_order_to_the_dong(order):
    lines = OrderLineSnapshot.objects.filter(line__order=order)
    tax = sum(row.tax for row in lines) + sum(
        row.shipping_tax for row in order.producer_orders.all()
    )
    receipt = read_receipt(order)
    assert tax == order.total_incl_tax - order.total_excl_tax
    assert tax == sum(row.tax for row in receipt.taxes)
    assert receipt.total == sum(row.amount for row in receipt.taxes)
    assert receipt.taxes == tuple(
        sorted(receipt.taxes, key=lambda row: (row.rate.percent is None, -(row.rate.percent or 0)))
    )


def test_oscars_own_columns_fit_together_and_what_is_owed_stays(order):
    lines = list(order.lines.all())
    goods = sum(line.line_price_incl_tax for line in lines)
    assert amount_due(order).due == order.total_incl_tax == goods + order.shipping_incl_tax
    net = sum(line.line_price_excl_tax for line in lines)
    assert order.total_excl_tax == net + order.shipping_excl_tax
    for line in lines:
        assert line.tax_code == line.snapshot.tax_class
        assert 0 < line.unit_price_excl_tax <= line.unit_price_incl_tax
        price = line.prices.get()
        assert (price.price_excl_tax, price.tax_code) == (line.unit_price_excl_tax, line.tax_code)


def test_a_later_law_changes_no_order(order, clock):
    before = read_receipt(order).taxes
    clock.move_to("2027-03-01T09:00:00+07:00")
    StockRecord.objects.update(tax_class="excise")
    Partner.objects.update(charges_vat=True)
    assert read_receipt(order).taxes == before


def test_the_same_basket_is_taxed_by_the_law_of_its_day(db, clock):
    clock.move_to("2026-12-31T23:59:00+07:00")
    basket = makers.basket(makers.product(price=110_000))
    delivery = deliver_to(makers.commune())
    assert make_quote(basket=basket, delivery=delivery).taxes[0].delivery.rate.percent == 8
    clock.move_to("2027-01-01T00:01:00+07:00")
    basket.forget_lines()
    assert make_quote(basket=basket, delivery=delivery).taxes[0].delivery.rate.percent == 10


def test_an_order_of_before_shows_no_tax_rather_than_half_of_it(order):
    OrderLineSnapshot.objects.filter(tax_class="standard").update(tax=None)
    receipt = read_receipt(order)
    assert receipt.taxes == ()
    assert [bool(part.taxes) for part in receipt.producer_orders] == [False, True, True]


def test_a_cancelled_parcel_takes_its_tax_with_it(order):
    first = order.producer_orders.first()
    ProducerOrder.objects.filter(pk=first.pk).update(status="cancelled")
    receipt = read_receipt(order)
    assert sum(row.amount for row in receipt.taxes) == receipt.due
    assert 5 in [row.rate.percent for row in receipt.taxes]


@given(st.integers(1, 99_999_999), st.data())
def test_steps_that_take_all_back_take_back_all_tax(amount, data):
    whole = TaxedAmount(AppliedRate("standard", None), amount, data.draw(st.integers(0, amount)))
    steps = sorted(data.draw(st.lists(st.integers(0, amount), max_size=5)))
    taxes = [share_of(whole, taken).tax for taken in [*steps, amount]]
    assert taxes == sorted(taxes)
    assert taxes[-1] == whole.tax
    assert all(0 <= share_of(whole, taken).tax <= taken or whole.tax == amount for taken in steps)


def test_the_review_says_what_the_order_keeps(place):
    basket = makers.basket((makers.product(price=185_001), 3))
    quote = make_quote(basket=basket, delivery=deliver_to(place.commune))
    basket.forget_lines()
    order = place(basket).order
    assert read_checkout_review(quote).taxes == read_receipt(order).taxes


def test_a_promotion_lowers_what_is_taxed(place):
    promotion(10)
    order = place(makers.basket((makers.product(price=185_001, stock=9), 3))).order
    receipt = read_receipt(order)
    assert receipt.promotions
    assert sum(row.amount for row in receipt.taxes) == receipt.due == order.total_incl_tax
    assert sum(row.tax for row in receipt.taxes) == order.total_incl_tax - order.total_excl_tax
    hand_over(order)
    assert invoiced() == (receipt.due, sum(row.tax for row in receipt.taxes))
