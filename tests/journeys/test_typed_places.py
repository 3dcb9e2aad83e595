"""A typed place is asked about and never taken: in both languages, with script and without."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.models import FormerCommune, FormerCommuneSuccessor
from catalogue.places import forget_index
from shop.order.models import Order
from tests import makers
from tests.journeys.test_accessibility import WCAG_22

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

REVIEW, ORDER = re.compile("/thanh-toan/xem-lai/$"), re.compile("/don-hang/.+/$")
CHECKOUT = re.compile("/thanh-toan/$")
FORMERLY = {
    "": "(trước là Phường 5, Quận 3, Hồ Chí Minh)",
    "/en": "(formerly Phường 5, Quận 3, Hồ Chí Minh)",
}


@pytest.fixture
def wards(stall):
    """Phường 5 of Quận 3, which became two wards, and one ward that two letters find."""
    city = makers.province("Hồ Chí Minh")
    wards = [makers.commune(name, of=city) for name in ("Bàn Cờ", "Xuân Hòa")]
    old = FormerCommune.objects.create(
        name="Phường 5",
        kind="phuong",
        district="Quận 3",
        district_code="770",
        code="27154",
        former_province=makers.former_province("Hồ Chí Minh", current=city),
    )
    for position, ward in enumerate(wards):
        FormerCommuneSuccessor.objects.create(former_commune=old, commune=ward, position=position)
    makers.commune("Hoàn Kiếm", of=makers.province("Hà Nội"))
    forget_index()
    return wards


@pytest.fixture(params=["", "/en"], ids=["Vietnamese", "English"])
def checkout(request, page, stall, wards):
    """The checkout with everything filled in but the place; gives the prefix of its language."""
    page.goto(stall.tea.get_absolute_url())
    page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last.click()
    if page.scripted:
        expect(page.locator("#basket-count .badge")).to_be_visible()
    page.goto(f"{request.param}/thanh-toan/")
    filled = {"name": "Nguyễn Thị Sáu", "phone": "912345678", "street": "12 Nguyễn Trãi"}
    for name, words in filled.items():
        page.locator(f"[name='{name}']").fill(words)
    for name in ("consent", "data_consent"):
        page.locator(f"[name='{name}']").check()
    return request.param


def go_on(page):
    page.locator("button[value='review']:not(.visually-hidden)").click()


def order(page, *, formerly=""):
    """Order from the review; the old name is seen there and on the order's page."""
    expect(page).to_have_url(REVIEW)
    expect(page.locator("main")).to_contain_text(formerly)
    page.locator("form button[type='submit']").last.click()
    expect(page).to_have_url(ORDER)
    expect(page.locator("main")).to_contain_text(formerly)
    return Order.objects.get().submission


def test_words_alone_come_back_with_places_to_choose_from(page, checkout, wards):
    place = page.locator("[name='place']")
    place.fill("P5 Q3 Ho Chi Minh")
    place.press("Tab")
    go_on(page)
    expect(page).to_have_url(CHECKOUT)
    choices = page.locator("[name='commune'][type='radio']")
    expect(choices).to_have_count(2)
    expect(page.locator("[name='commune']:checked")).to_have_count(0)
    expect(page.locator("[name='place']")).to_have_value("P5 Q3 Ho Chi Minh")
    expect(page.locator("[name='name']")).to_have_value("Nguyễn Thị Sáu")
    expect(page.locator("[name='consent']")).to_be_checked()
    choices.nth(1).check()
    go_on(page)
    submission = order(page, formerly=FORMERLY[checkout])
    assert submission.commune == wards[1]
    assert submission.phone == "+84912345678"


def test_the_only_place_that_words_mean_is_marked_and_still_asked(page, checkout, wards):
    page.locator("[name='place']").fill("Xuân Hòa, Hồ Chí Minh")
    go_on(page)
    expect(page).to_have_url(CHECKOUT)
    expect(page.locator(f"[name='commune'][value='{wards[1].code}']")).to_be_checked()
    go_on(page)
    assert order(page).commune == wards[1]


def test_what_is_suggested_is_accepted(page, checkout):
    place = page.locator("[name='place']")
    place.press_sequentially("hoan kiem", delay=30)
    if page.scripted:
        expect(place).to_have_attribute("aria-expanded", "true")
        place.press("Enter")
        expect(place).to_have_value(re.compile("Hoàn Kiếm"))
    else:
        page.locator("button[value='find']").click()
        expect(page.locator("[name='commune']:checked")).to_have_count(1)
    go_on(page)
    assert order(page).commune.name == "Hoàn Kiếm"


def test_enter_takes_none_of_several_and_words_changed_after_choosing_ask(page, checkout, wards):
    place = page.locator("[name='place']")
    place.press_sequentially("p5 q3", delay=30)
    if page.scripted:
        expect(place).to_have_attribute("aria-expanded", "true")
        place.press("Enter")
        expect(place).to_have_value("p5 q3")
        expect(place).to_have_attribute("aria-activedescendant", "places-option-0")
        place.press("Enter")
        expect(place).to_have_value(re.compile("Bàn Cờ"))
        place.fill("Phường 5, Quận 3")
        place.press("Tab")
    else:
        page.locator("button[value='find']").click()
        page.locator(f"[name='commune'][value='{wards[0].code}']").check()
        page.locator("[name='place']").fill("Phường 5, Quận 3")
    go_on(page)
    expect(page).to_have_url(CHECKOUT)
    expect(page.locator("[name='commune'][type='radio']")).to_have_count(2)
    expect(page.locator("[name='commune']:checked")).to_have_count(0)


def test_neither_the_open_list_nor_the_places_to_choose_from_shut_anybody_out(page, checkout):
    place = page.locator("[name='place']")
    place.press_sequentially("quận 3", delay=30)
    if page.scripted:  # axe itself is one
        expect(page.locator("#places p")).to_be_visible()
        assert violations(page) == []
        place.press("Tab")
        go_on(page)
        expect(page.locator("[name='commune'][type='radio']")).to_have_count(2)
        assert violations(page) == []


def violations(page):
    found = Axe().run(page, options=WCAG_22).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]
