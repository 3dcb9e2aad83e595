"""A parcel whose payment a bank took back: its seller is told, and does not let go of the goods."""

from uuid import uuid4

import pytest

from shop.mail.models import OutgoingEmail
from shop.order.emails.seller import MONEY_TAKEN_BACK, render_money_missing
from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import transition_producer_order
from shop.order.parcels.services import hand_over_parcel
from shop.order.payments.services import Movement, record_movement
from shop.payment.methods import CARD
from shop.payment.models import EntryKind
from tests import makers
from tests.reading import as_read
from tests.refund_makers import fresh, pay
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db


@pytest.fixture
def parcel(place):
    """A packed parcel whose card payment was charged back."""
    order = place(makers.basket((makers.product(price=90_000, stock=9), 1)), payment=CARD).order
    pay(order)
    parcel = order.producer_orders.get()
    makers.membership(parcel.partner)
    for to in ("confirmed", "packed"):
        transition_producer_order(producer_order=parcel, to=to, role="seller")
    move(order, EntryKind.CHARGED_BACK)
    return parcel


def move(order, kind):
    record_movement(
        payment=fresh(order).payment,
        movement=Movement(
            kind=kind, amount=int(order.total_incl_tax), reference="dp_1", method="card"
        ),
    )


def hand_over(parcel, role):
    transition_producer_order(producer_order=parcel, to="shipped", role=role)


def test_its_seller_does_not_hand_it_over(parcel):
    with pytest.raises(TransitionRefused):
        hand_over(parcel, "seller")
    parcel.refresh_from_db()
    assert parcel.status == "packed"


def test_its_seller_hands_over_no_part_of_it(parcel):
    with pytest.raises(TransitionRefused):
        hand_over_parcel(producer_order=parcel, role="seller", carrier="ghn", submission=uuid4())
    assert not parcel.parcels.exists()


def test_the_shop_may_decide_to_send_it_all_the_same(parcel):
    hand_over(parcel, "staff")


def test_once_the_money_is_back_its_seller_hands_it_over(parcel):
    move(parcel.order, EntryKind.CHARGEBACK_WON)
    hand_over(parcel, "seller")


def test_the_seller_s_page_says_so_instead_of_paid(parcel, client):
    person = makers.user()
    parcel.partner.users.add(person)
    client.force_login(person)
    page = as_read(client.get(f"/nguoi-ban/don-hang/{parcel.pk}/"))
    assert "Xin đừng gửi kiện hàng này vội." in page
    assert "Chưa thanh toán" in page


def test_an_order_that_is_to_be_paid_to_the_courier_misses_nothing(db):
    order = order_basket(makers.basket(makers.product()), makers.commune()).order
    for to in ("confirmed", "packed", "shipped"):
        transition_producer_order(producer_order=order.producer_orders.get(), to=to, role="seller")


def test_its_seller_is_written_to_once(parcel):
    move(parcel.order, EntryKind.CHARGED_BACK)
    written = render_money_missing(OutgoingEmail.objects.get(kind=MONEY_TAKEN_BACK))
    assert "đừng gửi" in written.subject
    assert f"Tiền của đơn {parcel.order.number} đã bị thu hồi" in written.text


def test_its_seller_is_not_written_to_once_the_money_is_there_again(parcel):
    move(parcel.order, EntryKind.CHARGEBACK_WON)
    assert render_money_missing(OutgoingEmail.objects.get(kind=MONEY_TAKEN_BACK)) is None


def test_the_workspace_offers_no_hand_over_of_it(client, parcel):
    client.force_login(parcel.partner.users.get())
    page = client.get(f"/nguoi-ban/don-hang/{parcel.pk}/")
    assert "shipped" not in [form.initial["to"] for form in page.context["forward"]]
    move(parcel.order, EntryKind.CHARGEBACK_WON)
    page = client.get(f"/nguoi-ban/don-hang/{parcel.pk}/")
    assert "shipped" in [form.initial["to"] for form in page.context["forward"]]
