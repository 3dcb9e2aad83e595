"""Menus lead only to sectors that have something to show."""

import pytest

from catalogue.clock import today
from catalogue.navigation import sector_links
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def labels() -> list[str]:
    return [label for label, _url in sector_links()]


def test_a_sector_without_a_public_product_is_in_no_menu(client):
    makers.product(classification=makers.group("Chè", sector="Thực phẩm"))
    flowers = makers.group("Hoa", sector="Sinh vật cảnh", set_number=23)
    makers.product("Mai vàng", classification=flowers, revoked_on=today())
    assert labels() == ["Thực phẩm"]
    assert "Sinh vật cảnh" not in client.get("/san-pham/").content.decode()


def test_its_page_stays_and_says_that_there_is_nothing(client):
    makers.group("Hoa", sector="Sinh vật cảnh", set_number=23)
    answer = client.get("/nhom/sinh-vat-canh/")
    assert answer.status_code == 200
    assert "Không có sản phẩm nào phù hợp" in answer.content.decode()


def test_the_page_of_drinks_leads_to_tea_and_coffee(client):
    makers.group("Chè", sector="Thực phẩm")
    makers.group("Cà phê, ca cao", sector="Thực phẩm", set_number=12)
    makers.group("Đồ uống không cồn", sector="Đồ uống", set_number=17)
    page = client.get("/en/nhom/do-uong/").content.decode()
    assert 'class="chip" href="/en/nhom/che/"' in page
    assert 'class="chip" href="/en/nhom/ca-phe-ca-cao/"' in page
    assert "drunk as well" not in client.get("/en/nhom/che/").content.decode()
