"""What a seller sees and may change in the dashboard: their own goods, not what is certified."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import Product, ProductClass
from shop.partner.models import Membership
from tests import makers
from tests.shop.dashboard.test_product_form import filled
from tests.shop.order.conftest import order_basket


@pytest.fixture
def own(seller):
    return makers.product("Mật ong", producer=seller.partner.producer)


def test_the_first_page_is_their_workspace(seller):
    assert seller.get("/quan-tri/").headers["Location"] == "/nguoi-ban/"


def test_a_packer_who_may_enter_finds_no_goods_and_no_orders(seller, own):
    Membership.objects.filter(user=seller.user).update(role="packer")
    order_basket(makers.basket(own), makers.commune())
    for path in ("catalogue/", "kien-hang/", "nhan/", "giao-hang/"):
        page = seller.get(f"/quan-tri/{path}").content.decode()
        assert own.title not in page, path
    for path in (f"catalogue/products/{own.pk}/", f"giao-hang/{seller.partner.pk}/"):
        assert seller.get(f"/quan-tri/{path}").status_code in (302, 403, 404), path


def test_they_see_their_own_products_only(seller, own):
    other = makers.product("Chè của người khác")
    page = seller.get("/quan-tri/catalogue/").content.decode()
    assert own.title in page
    assert other.title not in page
    assert seller.get(f"/quan-tri/catalogue/products/{other.pk}/").status_code in (302, 403, 404)


@pytest.mark.parametrize("path", ["kien-hang/", "catalogue/", "nhan-xet/", "tra-cuu/nha-san-xuat/"])
def test_no_list_of_theirs_names_another_seller(seller, own, path):
    other = makers.product("Chè của người khác")
    order_basket(makers.basket(other), makers.commune(), delivery=None)
    makers.reviews(other, 5)
    text = seller.get(f"/quan-tri/{path}").content.decode()
    assert other.title not in text
    assert other.producer.name not in text


@pytest.mark.parametrize("path", ["users/", "chung-nhan/", "so-dang-ky/", "orders/"])
def test_the_rest_is_closed(seller, path):
    assert seller.get(f"/quan-tri/{path}").status_code == 403


def test_their_lists_cost_the_same_at_two_sizes(seller, own):
    ward = makers.commune()

    def grow(number: int) -> None:
        for item in makers.many_products(number, producers=[seller.partner.producer]):
            item.stockrecords.update(num_in_stock=9)
            order_basket(makers.basket(item, makers.product()), ward)

    def queries() -> dict[str, int]:
        counted = {}
        for address in ("/quan-tri/kien-hang/", "/quan-tri/catalogue/", "/quan-tri/nhan-xet/"):
            seller.get(address)
            with CaptureQueriesContext(connection) as context:
                assert seller.get(address).status_code == 200
            counted[address] = len(context)
        return counted

    grow(2)
    few = queries()
    grow(12)
    assert queries() == few
    assert max(few.values()) <= 25, few


def test_the_form_of_a_product_leads_to_it_in_the_workspace(seller, own):
    answer = seller.get(f"/quan-tri/catalogue/products/{own.pk}/")
    assert answer.headers["Location"] == f"/nguoi-ban/hang/{own.stockrecords.get().pk}/"


def test_a_form_left_open_writes_nothing_past_the_review(seller, own):
    sent = filled(own, description="Viết thẳng", unit="hũ")
    page = seller.post(f"/quan-tri/catalogue/products/{own.pk}/", sent, follow=True)
    assert page.request["PATH_INFO"] == f"/nguoi-ban/hang/{own.stockrecords.get().pk}/"
    assert "Chưa có gì được lưu." in page.content.decode()
    kept = Product.objects.get(pk=own.pk)
    assert (kept.description, kept.unit) == (own.description, own.unit)


def test_new_products_begin_in_the_workspace(seller, own):
    kind = ProductClass.objects.get().slug
    path = f"/quan-tri/catalogue/products/create/{kind}/"
    goods = f"/nguoi-ban/{seller.partner.pk}/hang/"
    assert seller.get(path).headers["Location"] == goods
    assert seller.post(path, filled(own, title="Mới", slug="")).headers["Location"] == goods
    assert Product.objects.get() == own
    assert "/products/create/" not in seller.get("/quan-tri/catalogue/").content.decode()


def test_who_sells_for_two_chooses_where_a_new_product_begins(seller, own):
    makers.producer("Hợp tác xã thứ hai").partner.users.add(seller.user)
    path = f"/quan-tri/catalogue/products/create/{ProductClass.objects.get().slug}/"
    assert seller.get(path).headers["Location"] == "/nguoi-ban/"


def test_the_product_of_another_seller_is_not_found(seller, own):
    other = makers.product("Chè của người khác")
    path = f"/quan-tri/catalogue/products/{other.pk}/"
    assert [seller.get(path).status_code, seller.post(path, {}).status_code] == [404, 404]
