"""A person's own orders: listed with their state and what may be done, and nobody else's."""

import pytest

from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path, pay_path
from shop.payment.models import Payment
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db
LIST = "/tai-khoan/don-hang/"


@pytest.fixture
def owner(client):
    person = makers.user()
    client.force_login(person)
    return person


@pytest.fixture
def place_for(db):
    ward = makers.commune()

    def _place(person, *products):
        made = makers.basket(*(products or [makers.product()]), owner=person)
        return order_basket(made, ward, buyer=person).order

    return _place


def test_a_new_order_offers_to_cancel_and_to_order_again(client, owner, place_for):
    order = place_for(owner)
    page = client.get(LIST).content.decode()
    for text in (order.number, "mới", order_path(order) + "huy/", order_path(order) + "mua-lai/"):
        assert text in page


def test_a_packed_order_is_not_offered_to_cancel(client, owner, place_for):
    order = place_for(owner)
    for state in ("confirmed", "packed"):
        transition_producer_order(
            producer_order=order.producer_orders.get(), to=state, role="staff"
        )
    page = client.get(LIST).content.decode()
    assert "đã đóng gói" in page
    assert order_path(order) + "huy/" not in page


def test_what_is_cancelled_is_not_counted_in_the_list(client, owner, place_for):
    order = place_for(owner)
    producer_order = order.producer_orders.get()
    transition_producer_order(
        producer_order=producer_order, to="cancelled", role="staff", reason="other"
    )
    (row,) = client.get(LIST).context["rows"]
    assert (row.total, row.due) == (int(order.total_incl_tax), 0)


def test_other_peoples_orders_are_not_listed_and_not_found(client, owner, place_for):
    theirs = place_for(makers.user())
    assert theirs.number not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{theirs.number}/").status_code == 404
    assert client.get(f"{LIST}999999/").status_code == 404


def test_an_own_number_leads_to_the_orders_page(client, owner, place_for):
    order = place_for(owner)
    assert client.get(f"{LIST}{order.number}/")["Location"] == order_path(order)


def test_a_stranger_is_asked_to_sign_in(client, place_for):
    order = place_for(makers.user())
    answer = client.get(f"{LIST}{order.number}/")
    assert "/dang-nhap/" in answer["Location"]


def test_the_list_costs_the_same_for_any_number(
    client, owner, place_for, django_assert_max_num_queries
):
    place_for(owner)
    client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        client.get(LIST)
    for _order in range(4):
        place_for(owner, makers.product(), makers.product())
    with django_assert_max_num_queries(len(few)):
        client.get(LIST)


def test_an_order_that_waits_for_its_money_offers_to_pay(client, owner, place_for):
    order = place_for(owner)
    Payment.objects.update(status="awaiting")
    page = client.get(LIST).content.decode()
    assert pay_path(order) in page
    assert "chờ thanh toán" in page
