"""The basket page and its buttons, as a browser without script presses them."""

from datetime import timedelta

import pytest
from django.test import Client

from catalogue.clock import today
from catalogue.models import Product
from catalogue.policies import sale_refusal
from catalogue.services.certificates import revoke_certificate
from shop.basket.models import Basket, Line
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db


def test_an_empty_basket_says_so_and_leads_on(client):
    page = client.get("/gio-hang/").content.decode()
    assert 'href="/san-pham/"' in page
    assert Basket.objects.count() == 0


def test_add_shows_the_line_with_whole_dong(buyer):
    item = makers.product("Chè Shan tuyết", price=85_000, unit="hộp 100 g")
    page = buyer.add(item, 3).content.decode()
    assert "85.000\u00a0₫" in page
    assert "255.000\u00a0₫" in page
    assert "hộp 100 g" in page


def test_adding_again_adds_up(buyer):
    item = makers.product(stock=10)
    buyer.add(item, 2)
    buyer.pause()
    buyer.add(item, 3)
    assert [line.quantity for line in buyer.basket().lines] == [5]


def test_a_double_click_adds_once(buyer):
    item, other = makers.product(stock=10), makers.product(stock=10)
    buyer.add(item, 2)
    answer = buyer.add(item, 2)
    buyer.add(other)
    assert item.title in messages_of(answer)
    assert [line.quantity for line in buyer.basket().lines] == [2, 1]


def test_a_stray_get_on_add_leads_to_the_basket(client):
    item = makers.product()
    assert client.get(f"/gio-hang/them/{item.pk}/").url == "/gio-hang/"


def test_a_vanished_product_is_said_and_nothing_breaks(client):
    answer = client.post("/gio-hang/them/999999/", {"quantity": 1}, follow=True)
    assert answer.status_code == 200
    assert messages_of(answer)


@pytest.mark.parametrize(
    "fields",
    [
        {"stars": None},
        {"legal_type": "alcohol"},
        {"legal_type": "medicine"},
        {"legal_type": "service"},
        {"is_public": False},
    ],
)
def test_what_may_not_be_sold_is_refused_with_the_sentence_of_the_policy(buyer, fields):
    item = makers.product(**fields)
    answer = buyer.add(item)
    assert sale_refusal(Product.objects.get(pk=item.pk)).message in messages_of(answer)
    assert Line.objects.count() == 0


@pytest.mark.parametrize("quantity", ["-1", "0", "x", "1.5", "1e9", "９９x", "-99999999999", "٣ب"])
def test_a_quantity_that_is_no_whole_number_is_refused_in_words(buyer, quantity):
    answer = buyer.add(makers.product(), quantity)
    assert answer.status_code == 200
    assert messages_of(answer)
    assert Line.objects.count() == 0


@pytest.mark.parametrize("quantity", ["8", "999999999999999999999999", "2147483648"])
def test_stock_clamps_what_is_asked_and_says_so(buyer, quantity):
    answer = buyer.add(makers.product(stock=3), quantity)
    assert [line.quantity for line in buyer.basket().lines] == [3]
    assert "3" in messages_of(answer)


def test_a_number_of_five_thousand_digits_is_no_error_page(buyer):
    answer = buyer.add(makers.product(), "9" * 5000)
    assert answer.status_code == 200


def test_a_missing_quantity_means_one(client):
    item = makers.product()
    client.post(f"/gio-hang/them/{item.pk}/")
    assert Line.objects.get().quantity == 1


def test_the_last_one_in_the_basket_is_not_added_twice(buyer):
    item = makers.product(stock=1)
    buyer.add(item)
    buyer.pause()
    assert messages_of(buyer.add(item))
    assert [line.quantity for line in buyer.basket().lines] == [1]


def test_sold_out_is_refused(buyer):
    assert messages_of(buyer.add(makers.product(stock=0)))
    assert Line.objects.count() == 0


def test_a_basket_holds_a_limited_number_of_pieces(buyer):
    buyer.add(makers.product(stock=5000), 5000)
    answer = buyer.add(makers.product(stock=5))
    assert sum(line.quantity for line in buyer.basket().lines) == 999
    assert "999" in messages_of(answer)


def test_a_posted_price_changes_nothing(buyer):
    buyer.add(makers.product(price=85_000), 1, price="1", price_incl_tax="1", total="1")
    assert buyer.basket().subtotal == 85_000


def test_a_step_of_the_product_page_does_not_buy(buyer):
    item = makers.product()
    answer = buyer.client.post(
        f"/gio-hang/them/{item.pk}/", {"quantity": "1", "quantity_step": "1"}
    )
    assert answer.url == f"{item.get_absolute_url()}?so_luong=2"
    assert 'name="quantity" value="2"' in buyer.client.get(answer.url).content.decode()
    assert Line.objects.count() == 0


@pytest.mark.parametrize(("posted", "left"), [("4", 4), ("1", 1), ("500", 6), ("0", None)])
def test_change_sets_clamps_or_removes(buyer, posted, left):
    buyer.add(makers.product(stock=6), 2)
    buyer.client.post(f"/gio-hang/sua/{Line.objects.get().pk}/", {"quantity": posted})
    assert [line.quantity for line in buyer.basket().lines] == ([left] if left else [])


@pytest.mark.parametrize(("step", "left"), [("1", 3), ("-1", 1)])
def test_a_step_in_the_basket_counts_from_the_number_shown(buyer, step, left):
    buyer.add(makers.product(stock=6), 2)
    url = f"/gio-hang/sua/{Line.objects.get().pk}/"
    buyer.client.post(url, {"quantity": "2", "quantity_step": step})
    assert Line.objects.get().quantity == left


def test_remove_offers_one_undo_that_brings_the_line_back(buyer):
    item = makers.product("Kẹo dừa", stock=6)
    buyer.add(item, 2)
    page = buyer.client.post(f"/gio-hang/bo/{Line.objects.get().pk}/", follow=True)
    assert page.context["removed"]["quantity"] == 2
    assert f'action="/gio-hang/them/{item.pk}/"' in page.content.decode()
    assert buyer.client.get("/gio-hang/").context["removed"] is None
    buyer.add(item, 2)
    assert [line.quantity for line in buyer.basket().lines] == [2]


def test_a_stranger_cannot_touch_my_lines(buyer):
    buyer.add(makers.product(stock=6), 2)
    stranger = Client()
    pk = Line.objects.get().pk
    stranger.post(f"/gio-hang/sua/{pk}/", {"quantity": "5"})
    stranger.post(f"/gio-hang/bo/{pk}/")
    assert Line.objects.get().quantity == 2


def test_every_button_needs_the_csrf_token(buyer):
    item = makers.product()
    buyer.add(item)
    strict = Client(enforce_csrf_checks=True)
    line = Line.objects.get().pk
    for path in (f"them/{item.pk}", f"sua/{line}", f"bo/{line}"):
        assert strict.post(f"/gio-hang/{path}/", {"quantity": 1}).status_code == 403


def test_an_ended_certificate_blocks_only_its_line_and_says_why(buyer):
    good = makers.product("Chè Thái Nguyên", price=50_000)
    ending = makers.product("Rau sạch", price=70_000)
    buyer.add(good)
    buyer.add(ending, 2)
    revoke_certificate(certificate=ending.certificates.get(), ground="c", by=makers.user())
    shown = buyer.basket()
    assert shown.subtotal == 50_000
    assert [bool(line.blocked) for line in shown.lines] == [False, True]
    assert shown.can_order
    page = buyer.client.get("/gio-hang/").content.decode()
    assert sale_refusal(Product.objects.get(pk=ending.pk)).message in page


def test_a_basket_of_ended_products_cannot_be_ordered(buyer):
    item = makers.product()
    buyer.add(item)
    revoke_certificate(certificate=item.certificates.get(), ground="c", by=makers.user())
    assert not buyer.basket().can_order
    assert buyer.client.get("/thanh-toan/").url == "/gio-hang/"


def test_stock_that_shrank_is_said_and_stops_the_order_until_lowered(buyer):
    item = makers.product(stock=5)
    buyer.add(item, 4)
    StockRecord.objects.update(num_in_stock=2)
    shown = buyer.basket()
    assert "2" in shown.lines[0].notice
    assert not shown.can_order
    buyer.client.post(f"/gio-hang/sua/{shown.lines[0].pk}/", {"quantity": "4"})
    assert buyer.basket().can_order


def test_a_price_that_changed_is_said_and_counts(buyer):
    buyer.add(makers.product(price=50_000))
    StockRecord.objects.update(price=60_000)
    shown = buyer.basket()
    assert shown.subtotal == 60_000
    assert shown.lines[0].notice


def test_a_title_with_markup_and_emoji_is_shown_as_text(buyer):
    page = buyer.add(makers.product("<script>alert(1)</script> Mật ong 🍯")).content.decode()
    assert "<script>alert(1)" not in page
    assert "🍯" in page


@pytest.mark.parametrize("ended", [False, True])
def test_queries_are_few_and_flat_in_lines(buyer, django_assert_max_num_queries, ended):
    counts = []
    for number in (2, 20):
        buyer.client = Client()
        for _ in range(number):
            item = makers.product(producer=makers.producer())
            buyer.add(item)
            if ended:
                certificate = item.certificates.get()
                certificate.valid_until = today() - timedelta(days=1)
                certificate.save()
        buyer.client.get("/gio-hang/")
        with django_assert_max_num_queries(25) as queries:
            buyer.client.get("/gio-hang/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
