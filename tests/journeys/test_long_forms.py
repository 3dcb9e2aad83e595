"""Long forms of the shop in a browser: a session that ends, a colleague who was faster, a slip."""

import re

import pytest
from playwright.sync_api import expect

from catalogue.models import Category, Product
from tests import makers
from tests.journeys.steps import end_visits, fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PRICE, STOCK = "stockrecords-0-price", "stockrecords-0-num_in_stock"
TEXT = "Hái lúc sương sớm, sao tay trên chảo gang.\n\nUống với nước suối."
SAVED = re.compile("/quan-tri/catalogue/$")


@pytest.fixture
def shopkeeper(page, stall, in_turn):
    """One of the shop's staff at the form of the tea, signed in."""
    makers.user(email="nguoi-ban@example.vn", is_staff=True, is_superuser=True)
    stall.tea.categories.add(
        Category.objects.first() or Category.add_root(name="Thực phẩm", slug="thuc-pham")
    )
    page.goto(f"/tai-khoan/dang-nhap/?next=/quan-tri/catalogue/products/{stall.tea.pk}/")
    sign_in(page)
    expect(page.locator(f"[name='{PRICE}']")).to_have_value("90.000")
    return page


def sign_in(page):
    fill(page, {"username": "nguoi-ban@example.vn", "password": "mat-khau-thu"})
    page.locator("main form").filter(has=page.locator("[name='password']")).locator(
        "button:not([name])"
    ).first.click()


def save(page):
    page.locator("button[name='action'][value='save']").click()


def test_a_session_that_ends_while_a_text_is_written_loses_nothing(shopkeeper, stall):
    shopkeeper.locator("textarea[name='description']").fill(TEXT)
    shopkeeper.locator(f"[name='{PRICE}']").fill("95k")
    end_visits()
    save(shopkeeper)
    sign_in(shopkeeper)
    expect(shopkeeper.get_by_role("heading", level=1)).to_have_text("Những gì bạn viết vẫn còn")
    expect(shopkeeper.locator("main p", has_text="sao tay trên chảo gang")).to_be_visible()
    shopkeeper.get_by_role("button", name="Gửi tiếp").click()
    expect(shopkeeper).to_have_url(SAVED)
    product = Product.objects.get(pk=stall.tea.pk)
    assert product.description.replace("\r\n", "\n") == TEXT
    assert product.stockrecords.get().price == 95_000


def test_a_colleague_was_faster_and_each_value_is_chosen(shopkeeper, stall):
    shopkeeper.locator("textarea[name='description']").fill(TEXT)
    shopkeeper.locator(f"[name='{STOCK}']").fill("60")
    shopkeeper.locator(f"[name='{PRICE}']").fill("95.000")
    stall.tea.stockrecords.update(num_in_stock=4, price=92_000)
    save(shopkeeper)
    expect(shopkeeper.get_by_text("có người khác đã sửa").first).to_be_visible()
    expect(shopkeeper.locator("textarea[name='description']")).to_have_value(TEXT)
    shopkeeper.get_by_label("Của tôi: “95.000”").check()
    shopkeeper.get_by_label("Của người kia: “4”").check()
    save(shopkeeper)
    expect(shopkeeper).to_have_url(SAVED)
    record = stall.tea.stockrecords.get()
    assert (record.price, record.num_in_stock) == (95_000, 4)
    assert Product.objects.get(pk=stall.tea.pk).description.replace("\r\n", "\n") == TEXT


def test_a_nought_too_few_is_asked_back(shopkeeper, stall):
    shopkeeper.locator("textarea[name='description']").fill(TEXT)
    shopkeeper.locator(f"[name='{PRICE}']").fill("9.000")
    save(shopkeeper)
    expect(shopkeeper.get_by_text("Giá sẽ giảm từ 90.000 ₫ xuống 9.000 ₫.")).to_be_visible()
    expect(shopkeeper.locator("textarea[name='description']")).to_have_value(TEXT)
    assert stall.tea.stockrecords.get().price == 90_000
    shopkeeper.get_by_label("Đúng, giá mới là 9.000 ₫").check()
    save(shopkeeper)
    expect(shopkeeper).to_have_url(SAVED)
    assert stall.tea.stockrecords.get().price == 9_000
