"""Today's page: what waits, one next step each, quiet when nothing waits, the same at any size."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.clock import today
from tests import makers
from tests.reading import as_read
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db


def test_nothing_waits_is_said(owner, partner):
    assert "Không có việc nào chờ bạn" in as_read(owner.get(f"/nguoi-ban/{partner.pk}/"))


def test_a_new_order_stands_first_with_its_button(owner, partner, order):
    answer = owner.get(f"/nguoi-ban/{partner.pk}/")
    assert [card.pk for card in answer.context["cards"]] == [order.pk]
    assert answer.context["sales"].pieces == 2
    assert 'value="confirmed"' in answer.content.decode()


def test_a_packer_sees_what_to_pack_and_no_sales(packer, owner, partner, order):
    owner.post(f"/nguoi-ban/don-hang/{order.pk}/", {"to": "confirmed"})
    answer = packer.get(f"/nguoi-ban/{partner.pk}/")
    assert len(answer.context["order_work"]) == 1
    assert (answer.context["sales"], answer.context["cards"]) == (None, [])


def test_what_runs_out_and_ends_is_named(owner, partner):
    makers.product("Tôm khô", producer=partner.producer, stock=1)
    ending = makers.product("Mắm tôm", producer=partner.producer, stars=None)
    makers.certificate(ending, until=today().replace(year=today().year + 1, day=1))
    hints = " ".join(
        item.hint for item in owner.get(f"/nguoi-ban/{partner.pk}/").context["goods_work"]
    )
    assert "Tôm khô" in hints


def test_pages_cost_the_same_at_two_sizes(owner, partner, ward):
    def grow(number: int) -> None:
        for item in makers.many_products(number, producers=[partner.producer]):
            item.stockrecords.update(num_in_stock=9)
            order_basket(makers.basket(item, makers.product()), ward)

    def queries() -> dict[str, int]:
        counted = {}
        for path in ("", "don-hang/", "don-hang/?muc=tat-ca", "hang/", "don-hang/nhat-hang/"):
            owner.get(f"/nguoi-ban/{partner.pk}/{path}")
            with CaptureQueriesContext(connection) as context:
                assert owner.get(f"/nguoi-ban/{partner.pk}/{path}").status_code == 200
            counted[path] = len(context)
        return counted

    grow(2)
    few = queries()
    grow(8)
    assert queries() == few
    assert max(few.values()) <= 20, few
