"""Editors choose what shoppers may see."""

from datetime import date

import pytest

from catalogue.models import Producer
from cms.choosers import choosable
from tests import makers


@pytest.fixture(autouse=True)
def _today(clock):
    """The demo day stands still."""


@pytest.fixture
def goods(db) -> dict:
    """One product on sale and one of each kind that is not."""
    return {
        "good": makers.product("Mật ong bạc hà"),
        "expired": makers.product("Mật ong cũ", until=date(2026, 11, 20)),
        "revoked": makers.product("Mật ong giả", revoked_on=date(2026, 11, 1)),
        "never": makers.product("Mật ong hai sao", stars=None),
        "alcohol": makers.product("Mật ong ngâm rượu", legal_type="alcohol"),
        "hidden": makers.product("Mật ong nháp", is_public=False),
    }


@pytest.mark.parametrize("part", ["", "results/"])
def test_the_list_holds_only_what_is_public(goods, admin_client, part):
    answer = admin_client.get(f"/cms/product_chooser/{part}")
    answer = answer.content.decode() if part else answer.json()["html"]
    assert "Mật ong bạc hà" in answer
    for kind in ("expired", "revoked", "never", "alcohol", "hidden"):
        assert goods[kind].title not in answer


@pytest.mark.parametrize("kind", ["expired", "revoked", "never", "alcohol", "hidden"])
def test_nothing_else_can_be_chosen_by_its_number(goods, admin_client, kind):
    wrong = goods[kind].pk
    assert admin_client.get(f"/cms/product_chooser/chosen/{wrong}/").status_code == 404
    many = admin_client.get(
        f"/cms/product_chooser/chosen-multiple/?id={wrong}&id={goods['good'].pk}"
    )
    assert [each["id"] for each in many.json()["result"]] == [str(goods["good"].pk)]


def test_what_is_public_can_be_chosen(goods, admin_client):
    answer = admin_client.get(f"/cms/product_chooser/chosen/{goods['good'].pk}/")
    assert answer.json()["result"]["title"] == "Mật ong bạc hà"


@pytest.mark.parametrize("words", ["bac ha", "Bạc Hà", "BẠC HÀ"])
def test_names_are_found_with_and_without_marks(goods, admin_client, words):
    makers.product("Chè Shan tuyết")
    answer = admin_client.get("/cms/product_chooser/results/", {"q": words}).content.decode()
    assert "Mật ong bạc hà" in answer
    assert "Chè Shan" not in answer


def test_producers_without_goods_on_sale_cannot_be_chosen(goods):
    chosen = choosable(Producer)
    assert goods["good"].producer in chosen
    assert goods["expired"].producer not in chosen
