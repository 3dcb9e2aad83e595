"""Alcohol from product page to review, by hand: sold to adults, waiting for others, not for cash."""

import pytest

from shop.order.models import Order
from tests import makers
from tests.alcohol_makers import GROWN_UP, LICENCE, spirit
from tests.shop.conftest import messages_of

pytestmark = pytest.mark.django_db

BASKET = "/gio-hang/"


@pytest.fixture
def adult(buyer, settings):
    """A buyer who has declared to be of age."""
    settings.ALCOHOL_LICENCE = LICENCE
    buyer.client.post("/do-tuoi/", GROWN_UP)
    return buyer


def test_a_product_page_sells_it_with_the_licence_and_says_how(adult):
    jar = spirit(price=250_000)
    page = adult.client.get(jar.get_absolute_url()).content.decode()
    assert "250.000" in page
    assert LICENCE in page
    assert 'id="buy"' in page


def test_without_the_licence_the_page_says_that_it_is_not_sold(adult, settings):
    settings.ALCOHOL_LICENCE = ""
    page = adult.client.get(spirit().get_absolute_url()).content.decode()
    assert "chưa có giấy phép bán rượu" in page
    assert 'id="buy"' not in page


def test_without_a_stated_strength_the_page_says_so(adult):
    page = adult.client.get(spirit(strength="").get_absolute_url()).content.decode()
    assert "chưa công bố nồng độ cồn nên cửa hàng chưa bán" in page
    assert 'id="buy"' not in page


def test_nobody_else_puts_it_into_a_basket(buyer, settings):
    settings.ALCOHOL_LICENCE = LICENCE
    jar = spirit()
    answer = buyer.add(jar)
    assert "xác nhận tuổi" in messages_of(answer)
    assert jar.title not in answer.content.decode()


def test_a_stepper_without_script_does_not_lead_to_its_page(buyer):
    jar = spirit()
    answer = buyer.client.post(f"/gio-hang/them/{jar.pk}/", {"quantity": 1, "quantity_step": "1"})
    assert jar.slug not in answer.url


def test_cash_is_refused_in_words_and_nothing_is_lost(adult):
    adult.add(spirit())
    adult.fill()
    answer = adult.place(adult.review() | {"payment": "cod"})
    assert answer.status_code == 302
    page = adult.client.get(answer.url)
    assert "Rượu không được trả tiền mặt" in messages_of(page)
    assert not Order.objects.exists()
    assert len(adult.basket().lines) == 1


def test_a_gift_card_is_refused_in_words(adult):
    adult.add(spirit())
    adult.fill(gift="Mừng thọ ông bà")
    answer = adult.client.get("/thanh-toan/xem-lai/", follow=True)
    assert "không được dùng làm quà tặng" in messages_of(answer)


@pytest.mark.parametrize("keep", [False, True])
def test_when_the_gate_closes_the_basket_keeps_it_and_does_not_name_it(adult, keep):
    jar, honey = spirit(), makers.product()
    adult.add(jar)
    adult.add(honey)
    if keep:
        line = next(each for each in adult.basket().lines if each.product_id == jar.pk)
        adult.client.post(f"/gio-hang/de-danh/{line.pk}/")
    adult.client.get(BASKET)
    adult.client.post("/do-tuoi/", {"hide": "1"})
    page = adult.client.get(BASKET).content.decode()
    assert jar.title not in page
    assert jar.slug not in page
    assert "Sản phẩm dành cho người từ 18 tuổi" in page
    adult.client.post("/do-tuoi/", GROWN_UP)
    assert jar.title in adult.client.get(BASKET).content.decode()
