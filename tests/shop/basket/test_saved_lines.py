"""Keeping for later, for guests and accounts, and what becomes of baskets that are gone."""

import gzip

import pytest
from django.test import Client

from catalogue.models import Product
from catalogue.services.certificates import revoke_certificate
from shop.basket.models import Basket, Line, SavedLine
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db


def add_to_wish_list(buyer, position=0):
    line = buyer.basket().lines[position]
    return buyer.client.post(f"/gio-hang/de-danh/{line.pk}/", follow=True)


def move_to_basket(buyer):
    saved = buyer.basket().saved[0]
    return buyer.client.post(f"/gio-hang/lay-lai/{saved.pk}/", follow=True)


def revoke(product) -> None:
    revoke_certificate(certificate=product.certificates.get(), ground="c", by=makers.user())


def test_a_guest_keeps_a_line_for_later_and_takes_it_back(buyer):
    buyer.add(makers.product("Kẹo dừa", price=85_000, stock=6), 2)
    page = add_to_wish_list(buyer).content.decode()
    assert "Kẹo dừa" in page
    shown = buyer.basket()
    assert (shown.lines, shown.subtotal, len(shown.saved)) == ((), 0, 1)
    move_to_basket(buyer)
    shown = buyer.basket()
    assert [line.quantity for line in shown.lines] == [2]
    assert shown.saved == ()


def test_keeping_and_taking_back_twice_is_harmless(buyer):
    buyer.add(makers.product(stock=6), 2)
    line = Line.objects.get().pk
    for _ in range(2):
        assert buyer.client.post(f"/gio-hang/de-danh/{line}/", follow=True).status_code == 200
    saved = SavedLine.objects.get().pk
    for _ in range(2):
        buyer.client.post(f"/gio-hang/lay-lai/{saved}/", follow=True)
    assert [line.quantity for line in buyer.basket().lines] == [2]
    assert SavedLine.objects.count() == 0


def test_stock_that_shrank_meanwhile_is_said_when_it_comes_back(buyer):
    buyer.add(makers.product(stock=6), 4)
    add_to_wish_list(buyer)
    StockRecord.objects.update(num_in_stock=3)
    assert "3" in messages_of(move_to_basket(buyer))
    assert [line.quantity for line in buyer.basket().lines] == [3]


def test_a_price_that_changed_meanwhile_is_said(buyer):
    buyer.add(makers.product(price=50_000))
    add_to_wish_list(buyer)
    StockRecord.objects.update(price=60_000)
    notice = buyer.basket().saved[0].notice
    assert "50.000" in notice
    assert "60.000" in notice


def test_a_blocked_line_may_be_kept_and_says_why_it_stays(buyer):
    item = makers.product()
    buyer.add(item)
    revoke(item)
    add_to_wish_list(buyer)
    shown = buyer.basket().saved[0]
    assert shown.blocked
    assert shown.price is None
    answer = buyer.client.post(f"/gio-hang/lay-lai/{shown.pk}/", follow=True)
    assert messages_of(answer)
    assert len(buyer.basket().saved) == 1


def test_what_is_kept_can_be_dropped(buyer):
    buyer.add(makers.product())
    add_to_wish_list(buyer)
    buyer.client.post(f"/gio-hang/thoi-de-danh/{SavedLine.objects.get().pk}/")
    assert buyer.basket().saved == ()


@pytest.mark.parametrize("verb", ["de-danh", "lay-lai", "thoi-de-danh"])
def test_a_stranger_or_a_made_up_number_changes_nothing(buyer, verb):
    buyer.add(makers.product(), 2)
    buyer.add(makers.product(), 2)
    add_to_wish_list(buyer)
    mine = {"de-danh": Line.objects.get().pk}.get(verb, SavedLine.objects.get().pk)
    for client, key in ((Client(), mine), (buyer.client, 987_654)):
        assert client.post(f"/gio-hang/{verb}/{key}/", follow=True).status_code == 200
    assert (Line.objects.count(), SavedLine.objects.count()) == (1, 1)


def test_signing_in_merges_lines_and_what_is_kept(buyer):
    account = makers.user()
    old, both, new = (makers.product(name, stock=9) for name in ("Cũ", "Chung", "Mới"))
    owned = makers.basket(old, (both, 2), owner=account)
    SavedLine.objects.create(basket=owned, product=makers.product("Để dành"))
    buyer.add(both, 3)
    buyer.add(new)
    add_to_wish_list(buyer, position=1)
    buyer.client.force_login(account)
    page = buyer.client.get("/gio-hang/")
    shown = page.context["shown"]
    assert {line.title: line.quantity for line in shown.lines} == {"Cũ": 1, "Chung": 3}
    assert {saved.title for saved in shown.saved} == {"Để dành", "Mới"}
    assert "gộp" in messages_of(page)
    assert Basket.objects.filter(status=Basket.MERGED).count() == 1


@pytest.mark.parametrize("fate", ["deleted", "ordered", "forged"])
def test_a_basket_that_is_gone_is_said_once(buyer, fate):
    buyer.add(makers.product())
    if fate == "deleted":
        Basket.objects.all().delete()
    elif fate == "ordered":
        Basket.objects.update(status=Basket.SUBMITTED)
    else:
        buyer.client.cookies["gio_hang"] = "1:forged"
    assert messages_of(buyer.client.get("/gio-hang/"))
    assert not messages_of(buyer.client.get("/gio-hang/"))


def test_an_empty_basket_reminds_of_signing_in(client):
    assert "/tai-khoan/dang-nhap/?next=/gio-hang/" in client.get("/gio-hang/").content.decode()


def test_lines_stand_with_their_seller_and_a_hint_of_delivery(buyer):
    coop = makers.producer("Hợp tác xã Một")
    for producer in (coop, makers.producer("Hợp tác xã Hai"), coop):
        buyer.add(makers.product(producer=producer, price=10_000))
    answer = buyer.client.get("/gio-hang/")
    sellers = answer.context["shown"].sellers
    assert [(seller.name, len(seller.lines), seller.subtotal) for seller in sellers] == [
        ("Hợp tác xã Một", 2, 20_000),
        ("Hợp tác xã Hai", 1, 10_000),
    ]
    assert answer.content.decode().count('class="soft small parcel"') == 2
    buyer.fill()
    assert "Vĩnh Long:" in buyer.client.get("/gio-hang/").content.decode()


@pytest.mark.parametrize(
    ("fields", "url"),
    [({"is_public": False}, ""), ({"legal_type": "alcohol"}, "/do-tuoi/")],
)
def test_a_product_taken_off_the_shop_stays_as_a_line_and_offers_others(buyer, fields, url):
    gone, other = makers.product("Chè cũ"), makers.product("Chè khác", price=70_000)
    makers.product("Chè hết", stock=0)
    buyer.add(gone)
    Product.objects.filter(pk=gone.pk).update(**fields)
    line = buyer.basket().lines[0]
    assert line.blocked
    assert line.url == url
    assert [(each.title, each.price) for each in line.similar] == [(other.title, 70_000)]


def test_queries_stay_few_and_flat_with_everything_in_the_basket(
    buyer, django_assert_max_num_queries
):
    counts = []
    for number in (2, 8):
        buyer.client = Client()
        for turn in range(3 * number):
            item = makers.product(producer=makers.producer())
            buyer.add(item)
            if turn % 3 == 0:
                revoke(item)
            if turn % 3 == 1:
                add_to_wish_list(buyer, position=-1)
        buyer.fill()
        buyer.client.get("/gio-hang/")
        with django_assert_max_num_queries(25) as queries:
            buyer.client.get("/gio-hang/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_twenty_lines_weigh_little(buyer):
    for _ in range(20):
        buyer.add(makers.product(producer=makers.producer()))
    assert len(gzip.compress(buyer.client.get("/gio-hang/").content)) < 20_000
