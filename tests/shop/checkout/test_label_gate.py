"""Ordering goods whose label is incomplete: asked, refused, or just told."""

import pytest

from catalogue.models import LabelItem
from shop.order.models import Order, OrderLineSnapshot
from tests import makers

pytestmark = pytest.mark.django_db
REVIEW = "/thanh-toan/xem-lai/"


@pytest.fixture
def ready(buyer):
    """A buyer with one product in the basket and the form filled in."""
    buyer.item = makers.product("Kẹo dừa", unit="hộp 400 g", price=85_000, stock=5)
    buyer.add(buyer.item)
    buyer.fill()
    return buyer


def test_under_tell_nobody_is_asked(ready):
    assert 'name="label_gaps"' not in ready.client.get(REVIEW).content.decode()
    ready.place(ready.review())
    assert OrderLineSnapshot.objects.get().label_gaps == []


def test_under_ask_the_order_waits_for_the_buyers_word(ready, settings):
    settings.LABEL_GATE = "ask"
    page = ready.client.get(REVIEW).content.decode()
    assert 'name="label_gaps"' in page
    assert str(LabelItem.INGREDIENTS.label).lower() in page
    answer = ready.place(ready.review())
    assert (answer.status_code, answer.url) == (302, REVIEW)
    assert not Order.objects.exists()
    ready.place(ready.review() | {"label_gaps": "on"})
    snapshot = OrderLineSnapshot.objects.get()
    assert snapshot.label_gaps_accepted
    assert LabelItem.INGREDIENTS in snapshot.label_gaps
    assert LabelItem.QUANTITY not in snapshot.label_gaps


def test_the_basket_says_what_is_missing_before_the_checkout(ready, settings):
    settings.LABEL_GATE = "ask"
    (line,) = ready.basket().lines
    assert str(LabelItem.INGREDIENTS.label) in line.label_gaps


def test_under_refuse_the_line_is_blocked_and_says_why(ready, settings):
    settings.LABEL_GATE = "refuse"
    (line,) = ready.basket().lines
    assert str(LabelItem.INGREDIENTS.label).lower() in line.blocked
    assert ready.client.get(REVIEW).url == "/gio-hang/"
    assert not Order.objects.exists()


def test_what_the_buyer_accepted_stands_on_order_receipt_letter_and_parcel(ready, settings, client):
    settings.LABEL_GATE = "ask"
    done = ready.place(ready.review() | {"label_gaps": "on"})
    sentence = "Trên nhãn chưa ghi, người mua đã chấp nhận: "
    gaps = f"{sentence}{LabelItem.INGREDIENTS.label}".lower()
    pages = [done.url, f"{done.url}bien-nhan/"]
    order = Order.objects.get()
    client.force_login(makers.user(is_staff=True, is_superuser=True))
    desk = [f"/quan-tri/orders/{order.number}/"]
    desk += [f"/quan-tri/kien-hang/{part.pk}/" for part in order.producer_orders.all()]
    for url in pages:
        assert gaps in ready.client.get(url).content.decode().lower(), url
    for url in desk:
        assert gaps in client.get(url).content.decode().lower(), url


def test_where_nobody_was_asked_no_receipt_speaks_of_labels(ready):
    done = ready.place(ready.review())
    assert "người mua đã chấp nhận" not in ready.client.get(done.url).content.decode()
