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


def test_they_cannot_put_another_product_under_the_certificate(seller, own):
    record = own.stockrecords.get()
    stock = {
        "TOTAL_FORMS": 1,
        "INITIAL_FORMS": 1,
        "0-id": record.pk,
        "0-partner": seller.partner.pk,
        "0-partner_sku": record.partner_sku,
        "0-price_currency": "VND",
        "0-price": "99000",
        "0-num_in_stock": "5",
    }
    form = filled(own, title="Rượu", legal_type="service", unit="hũ")
    form |= {f"stockrecords-{name}": value for name, value in stock.items()}
    response = seller.post(f"/quan-tri/catalogue/products/{own.pk}/", form)
    assert response.status_code == 302, response.context["form"].errors
    changed = Product.objects.get(pk=own.pk)
    assert (changed.title, changed.legal_type) == ("Mật ong", "ordinary")
    assert changed.producer == own.producer
    assert changed.unit == "hũ"
    assert changed.stockrecords.get().price == 99000


def test_what_the_certificate_settles_is_read_and_not_a_field(seller, own):
    page = seller.get(f"/quan-tri/catalogue/products/{own.pk}/")
    assert dict(page.context["form"].certified_facts())["Chủ thể"] == own.producer.name
    text = page.content.decode()
    assert 'name="producer"' not in text
    assert "Những mục này lấy theo giấy chứng nhận" in text


def test_they_cannot_delete_price_and_stock_by_a_stray_tick(seller, own):
    page = seller.get(f"/quan-tri/catalogue/products/{own.pk}/").content.decode()
    assert "stockrecords-0-price" in page
    assert "stockrecords-0-DELETE" not in page


def test_a_new_product_is_entered_in_their_own_name_only(seller, own):
    stranger = makers.product("Chè của người khác").producer
    kind = ProductClass.objects.get().slug
    form = seller.get(f"/quan-tri/catalogue/products/create/{kind}/").context["form"]
    assert form.initial["producer"] == own.producer_id
    assert list(form.fields["producer"].queryset) == [own.producer]
    producers = seller.get("/quan-tri/tra-cuu/nha-san-xuat/").json()["results"]
    assert [producer["id"] for producer in producers] == [own.producer_id]
    assert stranger.pk != own.producer_id


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


def test_the_price_stands_first_in_whole_dong(seller, own):
    page = seller.get(f"/quan-tri/catalogue/products/{own.pk}/")
    form = page.context["stockrecord_formset"].forms[0]
    assert list(form.fields)[:2] == ["price", "num_in_stock"]
    assert 'value="185.000"' in page.content.decode()


def test_what_they_write_is_plain_words(seller, own):
    page = seller.get(f"/quan-tri/catalogue/products/{own.pk}/")
    assert "no-widget-init" in page.context["form"].fields["description"].widget.attrs["class"]
