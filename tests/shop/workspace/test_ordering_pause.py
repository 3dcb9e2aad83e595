"""A seller's break: nothing can be ordered, everything says why and until when, and it ends by itself."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalogue.clock import VIETNAM
from catalogue.models import Product
from shop.basket.contents import read_basket
from shop.basket.exceptions import NotForSale
from shop.basket.services import add_product, change_quantity
from shop.order.exceptions import NothingToOrder
from shop.partner.ordering_pause import pause_ordering, paused_records, resume_ordering
from shop.partner.strategy import Selector
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db
FIRST, LAST, REASON = date(2026, 12, 7), date(2026, 12, 9), "Nhà đang vào vụ."
SENTENCE = f"nhận đơn lại từ ngày 10/12/2026. Lý do: {REASON}"
FIELDS = {"first": "2026-12-07", "last": "2026-12-09", "reason": REASON}


@pytest.fixture
def page(partner):
    return f"/nguoi-ban/{partner.pk}/gian-hang/nghi-ban/"


@pytest.fixture
def on_break(partner, clock):
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=VIETNAM))
    return pause_ordering(partner=partner, first=FIRST, last=LAST, reason=REASON)


def availability(product):
    return Selector().strategy().fetch_for_product(Product.objects.get(pk=product.pk)).availability


@pytest.mark.parametrize(
    ("moment", "paused"),
    [
        (datetime(2026, 12, 6, 23, 59, 59), False),
        (datetime(2026, 12, 7, 0, 0), True),
        (datetime(2026, 12, 9, 23, 59, 59), True),
        (datetime(2026, 12, 10, 0, 0), False),
    ],
)
def test_it_begins_and_ends_at_midnight_in_vietnam(partner, honey, clock, moment, paused):
    pause_ordering(partner=partner, first=FIRST, last=LAST, reason=REASON)
    clock.move_to(moment.replace(tzinfo=VIETNAM))
    assert availability(honey).is_available_to_buy is not paused
    assert paused_records().exists() is paused


def test_nothing_of_the_seller_goes_into_a_basket(honey, on_break):
    other = makers.product("Chè")
    basket = makers.basket(other)
    with pytest.raises(NotForSale, match="nhận đơn lại từ ngày 10/12/2026"):
        add_product(basket=basket, product=honey, quantity=1)
    assert [line.product for line in basket.all_lines()] == [other]


def test_a_line_in_the_basket_stays_and_says_why(partner, honey, clock):
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=VIETNAM))
    basket = makers.basket((honey, 2))
    pause_ordering(partner=partner, first=FIRST, last=LAST, reason=REASON)
    basket.forget_lines()
    shown = read_basket(basket)
    (line,) = shown.sellers[0].lines
    assert line.blocked.endswith(SENTENCE)
    assert (shown.subtotal, shown.blocked_count) == (0, 1)
    with pytest.raises(NotForSale):
        change_quantity(basket=basket, line_id=line.pk, quantity=3)


def test_an_order_of_it_alone_is_refused_and_the_rest_of_a_basket_is_ordered(
    partner, honey, ward, clock
):
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=VIETNAM))
    alone, mixed = makers.basket(honey), makers.basket(honey, makers.product("Chè"))
    pause_ordering(partner=partner, first=FIRST, last=LAST, reason=REASON)
    alone.forget_lines()
    mixed.forget_lines()
    with pytest.raises(NothingToOrder):
        order_basket(alone, ward)
    assert [line.product for line in alone.lines.all()] == [honey]
    placed = order_basket(mixed, ward)
    assert [line.title for line in placed.order.lines.all()] == ["Chè"]


def test_its_page_stays_with_price_reason_and_day_of_return_and_no_button(honey, on_break):
    text = Client().get(honey.get_absolute_url()).content.decode()
    assert SENTENCE in text
    assert "210.000" in text
    assert f"/gio-hang/them/{honey.pk}/" not in text
    assert "schema.org/InStock" not in text


def test_one_tap_takes_orders_again(owner, partner, honey, page, on_break):
    assert "Bán lại ngay" in owner.get(f"/nguoi-ban/{partner.pk}/gian-hang/").content.decode()
    for _tap in range(2):
        assert owner.post(page, {"viec": "ban-lai"}).status_code == 302
    partner.refresh_from_db()
    assert (partner.paused_from, partner.pause_reason) == (None, "")
    assert availability(honey).is_available_to_buy


@pytest.mark.parametrize("role", ["owner", "seller"])
def test_who_sells_writes_the_days_and_the_reason(partner, owner, page, clock, role):
    clock.move_to(datetime(2026, 12, 1, 12, tzinfo=VIETNAM))
    browser = Client()
    browser.force_login(makers.membership(partner, role).user)
    answer = browser.post(page, FIELDS)
    assert answer["Location"] == f"/nguoi-ban/{partner.pk}/gian-hang/"
    partner.refresh_from_db()
    assert (partner.paused_from, partner.paused_until) == (FIRST, LAST)
    assert REASON in browser.get(page).content.decode()


def test_packers_and_strangers_may_not(packer, stranger, partner, page):
    assert [browser.get(page).status_code for browser in (packer, stranger)] == [404, 404]
    assert [browser.post(page, FIELDS).status_code for browser in (packer, stranger)] == [404, 404]
    partner.refresh_from_db()
    assert partner.paused_from is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last": "2026-12-06"}, "last"),
        ({"first": "2026-11-01", "last": "2026-11-30"}, "last"),
        ({"last": "2027-06-01"}, "last"),
        ({"reason": "   "}, "reason"),
        ({"first": ""}, "first"),
    ],
)
def test_what_makes_no_break_is_refused_and_stays_as_typed(
    owner, partner, page, clock, changed, field
):
    clock.move_to(datetime(2026, 12, 1, 12, tzinfo=VIETNAM))
    answer = owner.post(page, FIELDS | changed)
    assert list(answer.context["form"].errors) == [field]
    assert f'value="{(FIELDS | changed)["last"]}"' in answer.content.decode()
    partner.refresh_from_db()
    assert partner.paused_from is None


def test_a_break_without_an_end_is_refused_by_the_model(partner):
    partner.paused_from = FIRST
    with pytest.raises(ValidationError):
        partner.full_clean()


def test_resuming_without_a_break_changes_nothing(partner):
    assert resume_ordering(partner=partner).paused_from is None
