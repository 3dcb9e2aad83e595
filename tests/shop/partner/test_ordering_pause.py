"""Pauses of the shop, of a seller and of one product: what can be ordered, what says why, and the same in SQL."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.clock import VIETNAM
from catalogue.models import Product
from search.index.entries import missing_entries, reindex
from search.models import SearchEntry
from shop.basket.contents import read_basket
from shop.basket.exceptions import NotForSale
from shop.basket.services import add_product, save_for_later
from shop.customer.wishlists.services import add_to_wish_list, read_wish_list
from shop.order.exceptions import NothingToOrder
from shop.partner.models import ShopPause, StockRecord
from shop.partner.ordering_pause import (
    lift_shop_pauses,
    pause_ordering,
    pause_product,
    pause_refusal,
    pause_shop,
    paused_records,
    resume_product,
)
from shop.promotion.reductions import shop_cards
from tests import makers
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 9)
SHOP = {"reason": "Kiểm kê kho.", "reason_en": "Stocktaking."}


@pytest.fixture
def noon(clock):
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=VIETNAM))
    return clock


@pytest.fixture
def tea(noon):
    return makers.product("Chè Shan", price=185_000)


@pytest.fixture
def record(tea):
    return tea.stockrecords.get()


@pytest.fixture
def paused(record):
    return pause_product(record=record, first=FIRST, last=LAST, reason="Chờ vụ mới.")


@pytest.fixture
def closed(noon):
    return pause_shop(first=FIRST, last=LAST, by=makers.user(is_staff=True), **SHOP)


def page_of(item, **headers):
    return Client().get(item.get_absolute_url(), **headers).content.decode()


@pytest.mark.parametrize(
    ("moment", "last", "is_paused"),
    [
        (datetime(2026, 12, 6, 23, 59, 59), LAST, False),
        (datetime(2026, 12, 7), LAST, True),
        (datetime(2026, 12, 9, 23, 59, 59), LAST, True),
        (datetime(2026, 12, 10), LAST, False),
        (datetime(2027, 12, 10), None, True),
    ],
)
def test_a_product_rests_from_midnight_to_midnight_alike_in_python_and_sql(
    record, tea, noon, moment, last, is_paused
):
    pause_product(record=record, first=FIRST, last=last, reason="Chờ vụ mới.")
    noon.move_to(moment.replace(tzinfo=VIETNAM))
    record.refresh_from_db()
    assert (pause_refusal(record) is not None) is is_paused
    assert paused_records().filter(pk=record.pk).exists() is is_paused
    assert Product.objects.with_stock().get(pk=tea.pk).has_stock is not is_paused


def test_its_page_stays_and_says_why_and_until_when(tea, paused):
    text = page_of(tea)
    assert "đặt lại được từ ngày 10/12/2026. Lý do: Chờ vụ mới." in text
    assert f"/gio-hang/them/{tea.pk}/" not in text
    assert "schema.org/OutOfStock" in text


def test_an_open_end_is_said_as_such(tea, record):
    pause_product(record=record, first=FIRST, last=None, reason="Hết mùa.")
    assert "tạm chưa nhận đơn" in page_of(tea)
    assert shop_cards([tea])[0].pause == "Tạm ngừng bán"


def test_its_card_keeps_the_price_and_says_until_when(tea, paused):
    (card,) = shop_cards([tea])
    assert (card.price, card.sellable, card.pause) == (185_000, False, "Tạm ngừng đến 09/12/2026")


def test_cards_mark_the_break_of_a_seller(tea, record):
    pause_ordering(partner=record.partner, first=FIRST, last=LAST, reason="Đi hội chợ.")
    (card,) = shop_cards([Product.objects.get(pk=tea.pk)])
    assert card.pause == "Người bán nghỉ đến 09/12/2026"


def test_baskets_refuse_it_in_a_sentence_and_keep_what_they_hold(tea, noon):
    basket = makers.basket(tea)
    pause_product(record=tea.stockrecords.get(), first=FIRST, last=LAST, reason="Chờ vụ mới.")
    basket.forget_lines()
    assert read_basket(basket).lines[0].blocked.endswith("Lý do: Chờ vụ mới.")
    with pytest.raises(NotForSale, match="10/12/2026"):
        add_product(basket=basket, product=tea, quantity=1)
    with pytest.raises(NothingToOrder):
        order_basket(basket, makers.commune())
    assert basket.lines.count() == 1


def test_saved_and_wished_lines_say_so(tea, record):
    buyer, basket = makers.user(), makers.basket(tea)
    pause_product(record=record, first=FIRST, last=LAST, reason="Chờ vụ mới.")
    save_for_later(basket=basket, line_id=basket.lines.get().pk)
    assert read_basket(basket).saved[0].blocked.endswith("Lý do: Chờ vụ mới.")
    add_to_wish_list(user=buyer, product=tea)
    (row,) = read_wish_list(buyer)
    assert (row.can_buy, row.can_wait) == (False, False)
    assert row.trouble.endswith("Lý do: Chờ vụ mới.")


def test_search_counts_it_as_out_of_stock_and_renews_that_at_midnight(tea, record, noon):
    pause_product(record=record, first=FIRST, last=LAST, reason="Chờ vụ mới.")
    reindex([tea.pk])
    assert not SearchEntry.objects.get(pk=tea.pk).in_stock
    assert missing_entries() == []
    noon.move_to(datetime(2026, 12, 10, tzinfo=VIETNAM))
    assert missing_entries() == [tea.pk]
    reindex([tea.pk])
    assert SearchEntry.objects.get(pk=tea.pk).in_stock
    assert missing_entries() == []


def test_resuming_sells_it_again_at_once(tea, paused):
    resume_product(record=paused)
    assert f"/gio-hang/them/{tea.pk}/" in page_of(tea)


def test_a_pause_without_a_reason_is_refused_by_the_database(record):
    with pytest.raises(IntegrityError), transaction.atomic():
        StockRecord.objects.filter(pk=record.pk).update(paused_from=FIRST)


def test_a_closed_shop_says_so_on_every_page_and_keeps_baskets(tea, noon):
    basket = makers.basket(tea)
    pause_shop(first=FIRST, last=LAST, by=makers.user(is_staff=True), **SHOP)
    basket = type(basket).objects.get(pk=basket.pk)
    for path in ("/san-pham/", tea.get_absolute_url(), "/gio-hang/", "/don-hang/tra-cuu/"):
        text = Client().get(path).content.decode()
        assert "nhận đơn lại từ ngày 10/12/2026. Lý do: Kiểm kê kho." in text, path
    assert basket.lines.count() == 1


def test_nothing_is_ordered_while_the_shop_is_closed(tea, closed):
    basket = makers.basket()
    with pytest.raises(NotForSale, match="Kiểm kê kho"):
        add_product(basket=basket, product=tea, quantity=1)


def test_english_readers_get_the_english_reason(tea, closed):
    assert "Reason: Stocktaking." in Client().get(f"/en{tea.get_absolute_url()}").content.decode()


def test_the_shop_opens_again_by_itself_or_when_lifted(tea, closed, noon):
    by = makers.user(is_staff=True)
    assert lift_shop_pauses(by=by) == 1
    assert lift_shop_pauses(by=by) == 0
    closed.refresh_from_db()
    assert closed.lifted_by == by
    assert f"/gio-hang/them/{tea.pk}/" in page_of(tea)
    pause_shop(first=FIRST, last=LAST, by=by, **SHOP)
    noon.move_to(datetime(2026, 12, 10, tzinfo=VIETNAM))
    assert f"/gio-hang/them/{tea.pk}/" in page_of(tea)


def test_a_second_pause_of_the_shop_lifts_the_first(closed):
    by = makers.user(is_staff=True)
    pause_shop(first=FIRST, last=date(2026, 12, 20), by=by, **SHOP)
    assert ShopPause.objects.open_on(FIRST).count() == 1


def test_cards_ask_as_much_for_two_as_for_five(noon):
    items = [makers.product(f"Chè {number}") for number in range(5)]
    for item in items[:3]:
        pause_product(record=item.stockrecords.get(), first=FIRST, last=LAST, reason="Nghỉ.")
    public = Product.objects.public().cards_only().order_by("pk")
    with CaptureQueriesContext(connection) as few:
        shop_cards(public[:2])
    with CaptureQueriesContext(connection) as many:
        shop_cards(public)
    assert len(few) == len(many)
