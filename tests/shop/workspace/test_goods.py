"""Price and stock changed where they stand, and never over what somebody else did meanwhile."""

import pytest

from shop.partner.stock_records import (
    OfferedNumbers,
    StockRecordChanged,
    offered_numbers,
    update_stock_record,
)
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(honey):
    return honey.stockrecords.get()


def posted(record, **typed) -> dict:
    seen = offered_numbers(record)
    return {
        "price": "210.000",
        "available": str(seen.available),
        "seen_price": str(seen.price),
        "seen_available": str(seen.available),
    } | typed


def path_of(record) -> str:
    return f"/nguoi-ban/hang/{record.pk}/"


def now_of(record) -> OfferedNumbers:
    record.refresh_from_db()
    return offered_numbers(record)


def test_a_price_is_read_as_typed(owner, record):
    owner.post(path_of(record), posted(record, price="225k"))
    assert now_of(record) == OfferedNumbers(225_000, 10)


def test_what_cannot_be_read_stays_as_typed(owner, record):
    page = owner.post(path_of(record), posted(record, price="12.34"))
    assert 'value="12.34"' in page.content.decode()
    assert now_of(record).price == 210_000


def test_a_price_of_ten_times_is_asked_about(owner, record):
    page = owner.post(path_of(record), posted(record, price="2.100.000"))
    assert "steep_price" in page.content.decode()
    assert now_of(record).price == 210_000
    owner.post(path_of(record), posted(record, price="2.100.000", steep_price="2100000"))
    assert now_of(record).price == 2_100_000


def test_pieces_held_for_orders_stay_out_of_what_is_typed(owner, record, order):
    assert now_of(record).available == 8
    owner.post(path_of(record), posted(record, available="20"))
    record.refresh_from_db()
    assert (record.num_in_stock, record.num_allocated) == (22, 2)


def test_what_was_sold_meanwhile_is_said_and_not_overwritten(owner, record, honey, ward):
    typed = posted(record, available="12")
    order_basket(makers.basket(honey), ward)
    page = owner.post(path_of(record), typed)
    assert now_of(record).available == 9
    text = page.content.decode()
    assert "Trong lúc đó đã bán 1" in text
    assert 'value="12"' in text
    owner.post(path_of(record), typed | {"seen_available": "9"})
    assert now_of(record).available == 12


def test_who_changes_the_price_alone_leaves_the_stock_to_the_buyers(owner, record, honey, ward):
    typed = posted(record, price="199.000")
    order_basket(makers.basket(honey), ward)
    owner.post(path_of(record), typed)
    assert now_of(record) == OfferedNumbers(199_000, 9)


def test_somebody_elses_price_is_not_overwritten(record):
    seen = offered_numbers(record)
    update_stock_record(record=record, seen=seen, wanted=OfferedNumbers(220_000, 10))
    with pytest.raises(StockRecordChanged) as change:
        update_stock_record(record=record, seen=seen, wanted=OfferedNumbers(230_000, 10))
    assert change.value.fields == ("price",)
    assert now_of(record).price == 220_000


def test_with_htmx_the_card_alone_comes_back(owner, record):
    answer = owner.post(
        path_of(record), posted(record, price="199.000"), headers={"HX-Request": "true"}
    )
    text = answer.content.decode()
    assert "<html" not in text
    assert f'id="hang-{record.pk}"' in text
    assert "199.000" in text


def test_forged_fields_change_nothing_else(owner, record):
    forged = posted(record, price="199.000", partner="1", partner_sku="x", tax_class="x")
    owner.post(path_of(record), forged | {"num_in_stock": "999", "num_allocated": "7"})
    before = (record.partner_id, record.partner_sku, record.tax_class, record.num_in_stock)
    record.refresh_from_db()
    assert (record.partner_id, record.partner_sku, record.tax_class, record.num_in_stock) == before
    assert record.price == 199_000


def test_the_list_says_why_something_is_not_on_sale(owner, partner, record):
    makers.product("Tôm khô", producer=partner.producer, stock=0)
    makers.product("Mắm", producer=partner.producer, stars=None)
    cards = {
        card.title: card.notice
        for card, _form in owner.get(f"/nguoi-ban/{partner.pk}/hang/").context["cards"]
    }
    assert cards["Mật ong rừng tràm"] == ""
    assert cards["Tôm khô"] == "Đã hết hàng"
    assert cards["Mắm"]


def test_what_runs_out_has_its_own_tab(owner, partner, record):
    makers.product("Tôm khô", producer=partner.producer, stock=2)
    answer = owner.get(f"/nguoi-ban/{partner.pk}/hang/", {"muc": "sap-het"})
    assert [card.title for card, _form in answer.context["cards"]] == ["Tôm khô"]
