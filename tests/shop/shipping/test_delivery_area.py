"""Where a product is sent: refused outside in a sentence with its name and the way out."""

import pytest

from catalogue.delivery_area import area_words, is_sent_to
from catalogue.models import Province
from shop.order.quote import make_quote
from shop.shipping.methods import OUT_OF_AREA
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def near():
    makers.province("Cà Mau")  # so that one province is no whole region
    return makers.commune()


@pytest.fixture
def far():
    highlands = makers.region("tay-nguyen", "Tây Nguyên")
    return makers.commune("Buôn Hồ", of=makers.province("Đắk Lắk", region=highlands))


def litchi(near, **facts):
    return makers.product("Vải thiều", delivery_provinces=[near.province.code], **facts)


def blocks(item, commune, **delivery) -> list[tuple[str, str]]:
    quote = make_quote(basket=makers.basket((item, 1)), delivery=deliver_to(commune, **delivery))
    return [(line.block.code, line.block.message) for line in quote.blocked]


def test_inside_its_area_it_is_sent(near, far):
    item = litchi(near)
    assert blocks(item, near) == []
    assert is_sent_to(item, near.province)
    assert blocks(makers.product("Chè"), far) == []


def test_outside_it_is_refused_by_name_with_where_it_goes_and_what_to_do(near, far):
    ((code, sentence),) = blocks(litchi(near), far)
    assert code == OUT_OF_AREA
    for words in ("Vải thiều", "Đắk Lắk", near.province.name, "Hãy chọn địa chỉ"):
        assert words in sentence


def test_the_rest_of_the_basket_is_ordered_without_it(near, far):
    basket = makers.basket((litchi(near), 1), (makers.product("Chè"), 1))
    quote = make_quote(basket=basket, delivery=deliver_to(far))
    assert [line.product.title for line in quote.lines] == ["Chè"]


def test_who_picks_it_up_may_live_anywhere(near, far):
    item = litchi(near)
    partner = item.stockrecords.get().partner
    partner.pickup_address, partner.pickup_hours = "12 Lê Lợi", "8–17"
    partner.save()
    assert blocks(item, far, pickups=frozenset([partner.pk])) == []


def test_a_whole_region_is_told_by_its_name(near, far):
    provinces = list(Province.objects.select_related("region"))
    assert area_words([far.province.code], provinces) == "Tây Nguyên"


def test_the_product_page_says_where_it_goes_and_refuses_a_chosen_province(client, near, far):
    item = litchi(near)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "Chỉ gửi tới" in page
    page = client.get(item.get_absolute_url(), {"giao_den": far.province.slug}).content.decode()
    assert "không gửi tới Đắk Lắk" in page
