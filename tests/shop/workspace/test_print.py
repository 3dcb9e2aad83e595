"""Slips and labels as PDF: what they say, what they never say, whose they are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shop.order.fulfilment import transition_producer_order
from shop.order.models import OrderLineSnapshot, OrderSubmission
from shop.partner.models import Partner
from tests import makers
from tests.shop.order.conftest import order_basket
from tests.shop.order.documents.pdf_text import text_of
from tests.shop.workspace.conftest import HONEY

pytestmark = pytest.mark.django_db

KINDS = ["phieu", "nhan"]


@pytest.fixture
def confirmed(order):
    transition_producer_order(producer_order=order, to="confirmed", role="seller")
    return order


def pdf(browser, partner, kind, *orders):
    path = f"/nguoi-ban/{partner.pk}/don-hang/in/"
    return browser.get(path, {"giay": kind, "don": [row.pk for row in orders]})


def words(browser, partner, kind, *orders) -> str:
    return text_of(pdf(browser, partner, kind, *orders).content)


@pytest.mark.parametrize("kind", KINDS)
def test_a_packer_prints_whom_and_what_it_is_for(packer, partner, confirmed, kind):
    text = words(packer, partner, kind, confirmed)
    for word in (HONEY, "Nguyễn Thị Sáu", "0912 345 678", confirmed.order.number):
        assert word in text
    assert "Bí mật" not in text


def test_slips_name_no_price_of_goods(owner, partner, confirmed):
    assert "210.000" not in words(owner, partner, "phieu", confirmed)


def test_labels_say_what_the_courier_collects(packer, partner, confirmed):
    assert "Thu hộ: 4" in words(packer, partner, "nhan", confirmed)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paid_gift_shows_no_sum_at_all(owner, partner, confirmed, kind):
    OrderSubmission.objects.update(is_gift=True, giver_name="Trần Văn Bảy")
    type(confirmed.order.payment).objects.update(method="transfer")
    text = words(owner, partner, kind, confirmed)
    assert "₫" not in text
    assert ("Trần Văn Bảy" in text) == (kind == "phieu")
    assert (HONEY in text) == (kind == "phieu")  # a label gives no gift away


@pytest.mark.parametrize("kind", KINDS)
def test_alcohol_asks_for_the_age_of_whoever_receives_it(owner, partner, confirmed, kind):
    assert "18 tuổi" not in words(owner, partner, kind, confirmed)
    OrderLineSnapshot.objects.update(alcohol=True)
    assert "18 tuổi" in words(owner, partner, kind, confirmed)


@pytest.mark.parametrize("kind", KINDS)
def test_several_orders_are_one_file_in_as_many_queries_as_one(
    owner, partner, confirmed, honey, ward, kind
):
    with CaptureQueriesContext(
        connection,
    ) as one:
        pdf(owner, partner, kind, confirmed)
    rows = [confirmed]
    for _number in range(3):
        placed = order_basket(makers.basket((honey, 1)), ward).order
        rows.append(placed.producer_orders.get())
    with CaptureQueriesContext(connection) as four:
        answer = pdf(owner, partner, kind, *rows)
    assert len(four) == len(one) <= 20
    assert all(row.order.number in text_of(answer.content) for row in rows)


def test_all_that_stands_in_the_house_is_offered(owner, partner, confirmed):
    page = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/in/").content.decode()
    assert f'value="{confirmed.pk}"' in page


@pytest.mark.parametrize("query", [{}, {"giay": "phieu"}, {"giay": "nhan", "don": ["x", "9" * 30]}])
def test_nothing_ticked_asks_again(owner, partner, confirmed, query):
    answer = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/in/", query)
    assert f'value="{confirmed.pk}"' in answer.content.decode()
    assert len(answer.context["messages"]) == bool(query)


def test_orders_of_other_sellers_are_not_printed(stranger, partner, confirmed):
    assert pdf(stranger, partner, "nhan", confirmed).status_code == 404
    other = Partner.objects.exclude(pk=partner.pk).get(memberships__user=stranger.user)
    assert pdf(stranger, other, "nhan", confirmed)["Content-Type"].startswith("text/html")


def test_a_very_long_address_stays_on_one_label(owner, partner, confirmed):
    address = confirmed.order.shipping_address
    type(address).objects.filter(pk=address.pk).update(line1="Nhà số 12, hẻm 345/67/8, " * 9)
    data = pdf(owner, partner, "nhan", confirmed).content
    assert data.count(b"/Type /Page\n") == 1
