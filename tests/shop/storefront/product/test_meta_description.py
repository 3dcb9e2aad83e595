"""The sentence of a product: what holds today, short enough, in the reader's language."""

from datetime import date

import pytest

from shop.storefront.product.meta_description import MAX_LENGTH
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

UNTIL = date(2027, 6, 30)


def sentence(client, product, language=""):
    page = client.get(f"{language}{product.get_absolute_url()}")
    told = page.context["description"]
    assert f'name="description" content="{told}"' in page.content.decode()
    return told.replace("\xa0", " ")


def honey(title="Mật ong", **facts):
    maker = makers.producer("HTX Bạc Hà", province=makers.province("Tuyên Quang"))
    return makers.product(title, producer=maker, **{"stars": 4, "until": UNTIL} | facts)


def test_it_says_maker_place_stars_day_and_price(client):
    assert sentence(client, honey(price=185000)) == (
        "Mật ong của HTX Bạc Hà, Tuyên Quang: OCOP 4 sao, "
        "chứng nhận còn hiệu lực đến 30/06/2027, giá từ 185.000 ₫."
    )


def test_it_says_so_in_english(client):
    told = sentence(client, honey(price=185000), "/en")
    assert told.startswith("Mật ong by HTX Bạc Hà, ")
    assert "4 OCOP stars, certified until 30 Jun" in told
    assert told.endswith(", from 185,000 ₫.")


def test_no_price_where_nothing_is_sold(client):
    told = sentence(client, honey(legal_type="medicine"))
    assert told.endswith("chứng nhận còn hiệu lực đến 30/06/2027.")


@pytest.mark.parametrize("facts", [{"until": date(2026, 11, 3)}, {"revoked_on": date(2026, 11, 3)}])
def test_an_ended_certificate_has_ended(client, facts):
    assert sentence(client, honey(**facts)) == (
        "Mật ong của HTX Bạc Hà, Tuyên Quang: chứng nhận OCOP 4 sao đã kết thúc ngày 03/11/2026, "
        "không bán ở đây."
    )


def test_a_certificate_to_come_is_not_said_to_hold(client):
    told = sentence(client, honey(since=date(2027, 1, 5), until=date(2030, 1, 5)))
    assert "có hiệu lực từ 05/01/2027, trước ngày ấy không bán ở đây." in told


def test_a_long_name_of_a_maker_is_shortened_then_left_out(client):
    cooperative = makers.producer("Hợp tác xã nông nghiệp dịch vụ tổng hợp Bạc Hà " + "A" * 22)
    assert " của HTX " in sentence(client, makers.product("Mật ong", producer=cooperative))
    endless = makers.producer("Công ty " + "A" * 90)
    assert " từ " in sentence(client, makers.product("Mật ong", producer=endless))


def test_a_name_that_is_too_long_ends_in_dots(client):
    told = sentence(client, honey("Mật ong 100% " + "rất dài " * 25))
    assert len(told) == MAX_LENGTH
    assert "…: OCOP 4 sao" in told
