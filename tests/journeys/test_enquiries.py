"""Orders are off: a visitor asks instead, a seller pauses and answers, a host arranges a visit."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from catalogue.clock import present_day
from catalogue.models.product import LegalType
from shop.partner.ordering_pause import pause_shop
from shop.users import form_trap
from tests import makers
from tests.journeys.steps import fill, looks_right, newest_link, on_phone_and_desk, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ASKER = {"name": "Lan", "email": "lan@example.vn"}


@pytest.fixture(autouse=True)
def patient(monkeypatch):
    """A browser that is driven fills in faster than people."""
    monkeypatch.setattr(form_trap, "FASTEST_SECONDS", -1)


@pytest.fixture
def owner(stall):
    return makers.membership(stall.tea.producer.partner).user


def send(page: Page) -> None:
    page.get_by_role("button", name=_("Send"), exact=True).click()


@on_phone_and_desk
def test_a_paused_product_is_asked_about_and_answered(page: Page, in_turn, stall, owner, width):
    page.set_viewport_size({"width": width, "height": 740})
    record = stall.tea.stockrecords.get()
    sign_in(page, owner, f"/nguoi-ban/hang/{record.pk}/")
    page.get_by_role("link", name=_("Pause: take no orders for it")).click()
    expect(page.get_by_label(_("Reason that buyers read"))).to_be_visible()
    looks_right(page)
    page.get_by_label(_("Reason that buyers read")).fill("Chờ vụ xuân.")
    page.get_by_role("button", name=_("Save"), exact=True).click()
    expect(page.get_by_role("button", name=_("Take orders for it again now"))).to_be_visible()
    looks_right(page)
    page.context.clear_cookies()
    page.goto(stall.tea.get_absolute_url())
    expect(page.get_by_text("Chờ vụ xuân.")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name=_("Ask the seller")).click()
    expect(page.locator("[name='text']")).to_be_visible()
    looks_right(page)
    fill(page, ASKER | {"text": "Bao giờ có lại ạ?"})
    send(page)
    expect(page.locator(".thread")).to_contain_text("Bao giờ có lại ạ?")
    looks_right(page)
    sign_in(page, owner, f"/nguoi-ban/{record.partner_id}/")
    page.get_by_role("link", name="khách đang hỏi bạn").click()
    expect(page.get_by_role("link", name="Lan")).to_be_visible()
    looks_right(page)
    page.get_by_role("link", name="Lan").click()
    page.locator("[name='text']").fill("Giữa tháng ba ạ.")
    send(page)
    expect(page.locator(".thread")).to_contain_text("Giữa tháng ba ạ.")
    looks_right(page)
    page.context.clear_cookies()
    page.goto(newest_link())
    expect(page.locator(".thread")).to_contain_text("Giữa tháng ba ạ.")


@on_phone_and_desk
def test_a_visit_is_asked_for_moved_and_agreed(page: Page, in_turn, stall, owner, width):
    page.set_viewport_size({"width": width, "height": 740})
    stay = makers.product(
        "Vườn chè cổ thụ",
        producer=stall.tea.producer,
        legal_type=LegalType.SERVICE,
        price=None,
    )
    wished, offered = (present_day() + timedelta(days=days) for days in (7, 9))
    page.goto(stay.get_absolute_url())
    looks_right(page)
    page.get_by_role("link", name=_("Ask for a visit")).click()
    expect(page.locator("[name='visit_on']")).to_be_visible()
    looks_right(page)
    visit = {"visit_on": wished.isoformat(), "guests": "4", "phone": "0912 345 678"}
    fill(page, ASKER | visit | {"text": "Có cháu nhỏ đi cùng."})
    send(page)
    expect(page.locator(".thread")).to_contain_text("Có cháu nhỏ đi cùng.")
    looks_right(page)
    link = page.url
    sign_in(page, owner, f"/nguoi-ban/{stall.tea.producer.partner_id}/lien-he/")
    page.get_by_role("link", name="Lan").click()
    expect(page.get_by_text("0912 345 678")).to_be_visible()
    page.get_by_text(_("Propose another day"), exact=True).click()
    page.locator("[name='day']").fill(offered.isoformat())
    looks_right(page)
    page.get_by_role("button", name=_("Propose this day")).click()
    expect(page.locator(".thread")).to_contain_text(f"{offered:%d/%m/%Y}")
    looks_right(page)
    page.context.clear_cookies()
    page.goto(link)
    page.get_by_role("button", name=f"{offered:%d/%m/%Y}").click()
    expect(page.locator(".thread")).to_contain_text("Đã hẹn")
    looks_right(page)


def test_a_closed_shop_says_so_at_the_head_of_its_pages(page: Page, in_turn, stall):
    page.set_viewport_size({"width": 360, "height": 740})
    day = present_day()
    pause_shop(
        first=day, last=day, reason="Kiểm kê kho.", reason_en="Stocktaking.", by=makers.user()
    )
    for path in (stall.tea.get_absolute_url(), "/gio-hang/", "/san-pham/"):
        page.goto(path)
        expect(page.locator(".shop-closed")).to_contain_text("Kiểm kê kho.")
        looks_right(page)
