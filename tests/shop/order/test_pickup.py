"""What the buyer picks up: no courier, its own words, stock and cash all the same."""

import pytest

from shop.mail.delivery import deliver
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.models import Order
from shop.order.payments.reconciliation.surroundings import unremitted
from shop.order.receipt import read_receipt
from shop.partner.models import StockRecord
from shop.payment.ledger import balance_of
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(place):
    """Two jars that the buyer comes for."""
    seller = makers.producer()
    seller.partner.pickup_address, seller.partner.pickup_hours = "Ấp 3", "8:00–17:00"
    seller.partner.save()
    seller.partner.users.add(makers.user(email="tram@example.vn"))
    jar = makers.product("Mật ong", producer=seller, price=100_000, stock=5)
    delivery = deliver_to(place.commune, pickups=frozenset({seller.partner_id}))
    return place(makers.basket((jar, 2)), delivery=delivery).order.producer_orders.get()


def step(parcel, *states):
    for state in states:
        transition_producer_order(producer_order=parcel, to=state, role="staff")
    parcel.refresh_from_db()


def test_it_goes_from_ready_to_picked_up(parcel):
    step(parcel, "confirmed", "packed")
    assert parcel.status_label == "sẵn sàng để lấy"
    step(parcel, "delivered")
    assert parcel.status_label == "đã lấy"
    assert Order.objects.get().status == "delivered"


def test_no_courier_ever_has_it(parcel):
    step(parcel, "confirmed", "packed")
    with pytest.raises(TransitionRefused):
        step(parcel, "shipped")


def test_a_parcel_that_is_sent_needs_the_courier(place):
    sent = place(makers.basket(makers.product())).order.producer_orders.get()
    step(sent, "confirmed", "packed")
    with pytest.raises(TransitionRefused):
        step(sent, "delivered")


def test_the_goods_leave_the_stock_when_they_are_picked_up(parcel):
    step(parcel, "confirmed", "packed")
    assert [(row.num_in_stock, row.num_allocated) for row in StockRecord.objects.all()] == [(5, 2)]
    step(parcel, "delivered")
    assert [(row.num_in_stock, row.num_allocated) for row in StockRecord.objects.all()] == [(3, 0)]


def test_cash_is_taken_at_the_counter_and_no_courier_owes_it(parcel):
    step(parcel, "confirmed", "packed", "delivered")
    assert balance_of(parcel.order.payment).received == 200_000
    assert list(unremitted()) == []


def test_the_timeline_has_no_courier(parcel):
    (part,) = read_receipt(parcel.order).producer_orders
    assert [each.label for each in part.steps][-2:] == ["Sẵn sàng để lấy", "Đã lấy"]
    assert len(part.steps) == 4


def test_the_buyer_is_told_where_when_it_is_ready(parcel, mailoutbox):
    deliver()
    mailoutbox.clear()
    step(parcel, "confirmed", "packed")
    deliver()
    (email,) = [each for each in mailoutbox if "sẵn sàng" in each.subject]
    assert "Ấp 3, 8:00–17:00" in email.body


def test_the_seller_is_told_that_the_buyer_comes(parcel, mailoutbox):
    deliver()
    (email,) = [each for each in mailoutbox if each.to == ["tram@example.vn"]]
    assert "Người mua tự đến lấy" in email.body
    assert "Gửi đến" not in email.body
