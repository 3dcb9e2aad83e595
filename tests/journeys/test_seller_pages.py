"""A seller's further pages at 360 px: labels, messages with a buyer, parcels, money, a sheet of goods."""

from io import BytesIO

import pytest
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from playwright.sync_api import expect

from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_token
from shop.partner.goods_sheets.processing import process_waiting
from tests import makers
from tests.journeys.steps import looks_right, sign_in
from tests.shop.order.conftest import order_basket
from tests.shop.workspace.test_goods_sheet import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def order(stall):
    row = order_basket(makers.basket((stall.tea, 2)), stall.ward).order.producer_orders.get()
    for to in ("confirmed", "packed"):
        transition_producer_order(producer_order=row, to=to, role="seller")
    return row


@pytest.fixture
def owner(stall):
    return makers.membership(stall.tea.producer.partner).user


def test_buyer_and_seller_write_to_each_other(page, in_turn, order, owner):
    page.set_viewport_size({"width": 360, "height": 740})
    buyers = f"/don-hang/{order_token(order.order)}/tin-nhan/{order.pk}/"
    page.goto(buyers)
    page.get_by_label(_("Your message")).fill("Gọi em 0912 345 678, mai giao được không?")
    page.get_by_role("button", name=_("Send"), exact=True).click()
    expect(page.get_by_text("mai giao được không?")).to_be_visible()
    expect(page.get_by_text("0912 345 678")).to_have_count(0)
    looks_right(page)
    sign_in(page, owner, f"/nguoi-ban/{order.partner_id}/")
    page.get_by_role("link", name="nhắn cho bạn").click()
    looks_right(page)
    page.get_by_role("link", name=order.order.number).first.click()
    page.get_by_role("link", name=_("Messages with the buyer")).click()
    expect(page.get_by_text("mai giao được không?")).to_be_visible()
    page.get_by_label(_("Your message")).fill("Dạ được ạ.")
    page.get_by_role("button", name=_("Send"), exact=True).click()
    expect(page.get_by_text("Dạ được ạ.")).to_be_visible()
    looks_right(page)
    page.goto(buyers)
    expect(page.get_by_text("Dạ được ạ.")).to_be_visible()


def test_an_order_leaves_in_two_parcels_with_a_word_among_colleagues(page, in_turn, order, owner):
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, owner, f"/nguoi-ban/don-hang/{order.pk}/")
    page.get_by_role("link", name=_("Note for colleagues")).click()
    looks_right(page)
    page.get_by_label(_("Note for colleagues")).fill("Bọc thêm giấy")
    page.get_by_role("button", name=_("Save"), exact=True).click()
    expect(page.get_by_text("Bọc thêm giấy")).to_be_visible()
    for number in ("GHN1", "GHN2"):
        page.goto(f"/nguoi-ban/don-hang/{order.pk}/kien/")
        page.locator("[name^='pieces_']").fill("1")
        page.get_by_label("GHN", exact=True).check()
        page.get_by_label(_("Tracking number")).fill(number)
        looks_right(page)
        page.get_by_role("button", name=_("Handed to the courier")).click()
        expect(page.get_by_text(number).first).to_be_visible()
    looks_right(page)
    order.refresh_from_db()
    assert order.status == "shipped"


def test_a_price_is_changed_in_a_spreadsheet_and_taken_back(page, in_turn, order, owner, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    base = f"/nguoi-ban/{order.partner_id}/"
    sign_in(page, owner, f"{base}hang/bang-tinh/")
    looks_right(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=_("Download the goods (XLSX)")).click()
    rows = [
        list(row)
        for row in load_workbook(BytesIO(download.value.path().read_bytes())).worksheets[0].values
    ]
    rows[1][3] = 99_000
    file = {"name": "hang.xlsx", "mimeType": "application/octet-stream", "buffer": workbook(rows)}
    page.get_by_label(_("The changed file")).set_input_files(file)
    page.get_by_role("button", name=_("See what it changes")).click()
    expect(page.get_by_text("99.000").first).to_be_visible()
    looks_right(page)
    before = int(stall.tea.stockrecords.get().price)
    page.get_by_role("button", name=_("Apply all of it")).click()
    expect(page.locator("progress")).to_be_visible()
    process_waiting()
    page.reload()
    expect(page.get_by_role("button", name=_("Undo all of it"))).to_be_visible()
    assert stall.tea.stockrecords.get().price == 99_000
    page.get_by_role("button", name=_("Undo all of it")).click()
    expect(page.locator("progress")).to_be_visible()
    process_waiting()
    page.reload()
    expect(page.get_by_text(_("Undone: prices and stock are as they were before."))).to_be_visible()
    assert stall.tea.stockrecords.get().price == before


def test_labels_money_figures_and_exports_open_by_phone(page, in_turn, order, owner):
    page.set_viewport_size({"width": 360, "height": 740})
    for to in ("shipped", "delivered"):
        transition_producer_order(producer_order=order, to=to, role="seller")
    base = f"/nguoi-ban/{order.partner_id}/"
    sign_in(page, owner, base)
    for name in ("don-hang/in/", "don-hang/xuat/", "tra-hang/", "tien/", "so-lieu/"):
        page.goto(f"{base}{name}")
        expect(page.locator("h1")).to_be_visible()
        looks_right(page)
