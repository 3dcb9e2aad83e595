"""From the home page to the e-mail: browse, filter, product, basket, order, e-mail."""

import re

import pytest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from playwright.sync_api import expect

from shop.order.models import Order
from tests.journeys.steps import cancel_order, emails, find_order, open_filters, show_results

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BASKET, ADDRESS = re.compile("/gio-hang/$"), re.compile("/thanh-toan/$")
REVIEW, ORDER = re.compile("/thanh-toan/xem-lai/$"), re.compile("/don-hang/.+/$")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_guest_finds_tea_orders_it_follows_it_and_orders_again(page, shop, width):
    page.set_viewport_size({"width": width, "height": 800})
    _find_the_tea(page, shop)
    _put_two_into_the_basket(page)
    _say_where(page, shop)
    page.get_by_role("button", name=_("Place the order")).click()
    expect(page).to_have_url(ORDER)
    order = Order.objects.get()
    expect(page.locator("main")).to_contain_text(order.number)
    assert order.total_incl_tax == 370_000 + order.shipping_incl_tax
    assert [line.quantity for line in order.lines.all()] == [2]
    (email,) = emails()
    assert email.to == ["sau@example.vn"]
    assert order.number in email.body
    assert "Chè Shan tuyết" in email.body
    find_order(page, order.number)
    expect(page.locator(".timeline [aria-current]")).to_be_visible()
    cancel_order(page)
    page.get_by_role("button", name=_("Order the same again")).click()
    expect(page).to_have_url(BASKET)
    expect(page.locator("li.order-line")).to_have_count(1)


def _find_the_tea(page, shop):
    """From the home page to the list, by province, to the product."""
    page.goto("/")
    page.locator("a[href='/san-pham/']").first.click()
    expect(page).to_have_url(re.compile("/san-pham/"))
    expect(page.locator("article.card")).to_have_count(3)
    page.goto("/san-pham/")
    box = page.locator("input[name='tinh'][value='lai-chau']")
    open_filters(page)
    while not box.is_visible():
        page.locator(".facets details:not([open]) > summary:visible").last.click()
    box.check()
    show_results(page)
    expect(page).to_have_url(re.compile("tinh=lai-chau"))
    expect(page.locator("article.card")).to_have_count(1)
    page.get_by_role("link", name=re.compile("Chè Shan tuyết")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chè Shan")
    certificate = shop.floor.fresh.certificates.get()
    expect(page.locator("main")).to_contain_text(certificate.decision_number)
    expect(page.locator("main")).to_contain_text(f"{certificate.valid_until:%d/%m/%Y}")


def _put_two_into_the_basket(page):
    page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last.click()
    if page.scripted:  # stays on the page
        expect(page.locator("#basket-count .badge")).to_be_visible()
    page.goto("/gio-hang/")
    page.locator("input[name='quantity']").fill("2")
    page.get_by_role("button", name=_("Update")).last.click()
    expect(page).to_have_url(BASKET)
    expect(page.locator("aside.summary")).to_contain_text("370.000")
    page.get_by_role("link", name=pgettext("verb", "Order"), exact=True).click()


def _say_where(page, shop):
    """Fill in the form; the communes come with the province, by script or by a button."""
    expect(page).to_have_url(ADDRESS)
    for name, words in {
        "name": "Nguyễn Thị Sáu",
        "phone": "0912 345 678",
        "email": "sau@example.vn",
        "street": "Bản Sin Suối Hồ",
    }.items():
        page.locator(f"[name='{name}']").fill(words)
    page.locator("#where summary").click()
    page.locator("[name='province']").select_option(shop.floor.province.code)
    commune = page.locator(f"[name='commune'] option[value='{shop.ward.code}']")
    if not page.scripted:
        page.locator("button[value='communes']").click()
    expect(commune).to_have_count(1)
    page.locator("[name='commune']").select_option(shop.ward.code)
    page.locator("[name='consent']").check()
    page.locator("[name='data_consent']").check()
    page.locator("button[value='review']:not(.visually-hidden)").click()
    expect(page).to_have_url(REVIEW)
    expect(page.locator("main")).to_contain_text("Bản Sin Suối Hồ")
    expect(page.locator("main")).to_contain_text("Tân Phong")


def test_a_certificate_that_ends_in_the_basket_says_why(page, shop):
    page.goto(shop.floor.fresh.get_absolute_url())
    page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last.click()
    if page.scripted:  # stays on the page
        expect(page.locator("#basket-count .badge")).to_be_visible()
    shop.floor.fresh.certificates.update(revoked_on="2026-01-01", revocation_ground="b")
    page.goto("/gio-hang/")
    expect(page.locator("li.order-line.blocked")).to_contain_text("01/01/2026")
    expect(page.get_by_role("link", name=pgettext("verb", "Order"), exact=True)).to_have_count(0)
