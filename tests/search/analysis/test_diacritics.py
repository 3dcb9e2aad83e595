"""A corrected text is said with the marks that the goods carry."""

import pytest

from search.analysis.diacritics import restore_diacritics
from tests import makers
from tests.search.conftest import index

TITLES = ["Kẹo sầu riêng sấy", "Sầu riêng Ri6", "Cà phê bột"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("sau rieng", "sầu riêng"),
        ("ca phe sau rieng", "cà phê sầu riêng"),
        ("rieng lat", "riêng lat"),
        ("Ca phe", "cà phê"),
        ("cá phe", "cà phê"),
        ("cá riêng", "cá riêng"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_words_get_the_marks_of_the_goods(text, written):
    assert restore_diacritics(text, TITLES) == written


def test_without_goods_nothing_changes():
    assert restore_diacritics("sau rieng", []) == "sau rieng"


def test_a_corrected_page_says_the_words_with_marks(shop, client):
    page = client.get("/tim-kiem/", {"q": "ca phw rang"})
    assert page.context["text"] == "cà phê rang"
    assert "cà phê rang" in page.content.decode()


def test_a_questioned_text_is_offered_with_marks(shop, client):
    makers.product("Mật ong rang")
    makers.many_products(30, titles=["Mật ong rừng tràm"])
    index()
    offered = client.get("/tim-kiem/", {"q": "ong rang"}).context["suggestion"]
    assert (offered.name, offered.url) == ("ong rừng", "/tim-kiem/?q=ong+rung")


def test_slips_are_suggested_for_too(shop, client):
    found = client.get("/tim-kiem/goi-y?q=ca+phw", headers={"accept": "application/json"}).json()
    (product,) = found["sections"][0]["items"]
    assert product["label"] == "Cà phê rang xay"
    assert product["parts"][0] == ["Cà phê", True]
    assert found["q"] == "ca phw"
