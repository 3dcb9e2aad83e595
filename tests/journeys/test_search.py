"""From a few e-mails to the product: suggestions, keyboard, filters and the ways out."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import expect

from catalogue.models import Product
from search.index.entries import reindex_all
from tests import makers
from tests.journeys.steps import assert_fits, open_filters, show_results

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

scripted = pytest.mark.parametrize("page", [True], indirect=True, ids=["with script"])
sizes = pytest.mark.parametrize("width", [360, 1280])


@pytest.fixture
def larder(live_server, transactional_db):
    """Coffee and tea of the highlands, sweets of the delta, enough of each to filter."""
    highlands = makers.region("duyen-hai-nam-trung-bo-va-tay-nguyen", "Nam Trung Bộ và Tây Nguyên")
    dak_lak = makers.province("Đắk Lắk", region=highlands, code="66")
    vinh_long = makers.province("Vĩnh Long", code="86")
    ben_tre = makers.former_province("Bến Tre", current=vinh_long)
    coffee = makers.group("Cà phê, ca cao", set_number=13)
    sweets = makers.group("Thực phẩm chế biến", set_number=8)
    coop = makers.producer("Hợp tác xã Ea Tu", province=dak_lak)
    firm = makers.producer("Công ty TNHH Dừa Xanh", province=vinh_long, kind="doanh_nghiep")
    for title, stars, price in [
        ("Cà phê rang mộc", 5, 150_000),
        ("Cà phê bột Buôn Hồ", 4, 90_000),
        ("Cà phê mật ong", 3, 40_000),
    ]:
        makers.product(title, producer=coop, classification=coffee, stars=stars, price=price)
    for title, stars in [("Kẹo dừa béo", 4), ("Kẹo dừa sầu riêng", 3)]:
        origin = {"former_province": ben_tre, "price": 45_000}
        makers.product(title, producer=firm, classification=sweets, stars=stars, **origin)
    for _written in reindex_all():
        pass


def field(page):
    return page.locator("#find")


def suggestions(page):
    return page.locator(".search-form").get_by_role("option")


@scripted
def test_letters_without_marks_lead_to_the_product_by_keyboard(page, larder):
    page.goto("/san-pham/")
    field(page).press_sequentially("ca phe")
    expect(suggestions(page)).to_have_count(5)  # three coffees, the group, all results
    expect(field(page)).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-form [role=status]")).to_have_text("4 gợi ý")
    expect(page.locator("mark").first).to_have_text("Cà phê")
    field(page).press("ArrowDown")
    expect(suggestions(page).first).to_have_attribute("aria-selected", "true")
    chosen = suggestions(page).first.get_attribute("id")
    expect(field(page)).to_have_attribute("aria-activedescendant", chosen)
    field(page).press("Enter")
    product = Product.objects.get(title="Cà phê rang mộc")
    expect(page).to_have_url(re.compile(product.get_absolute_url()))


def test_enter_searches_for_what_was_typed(page, larder):
    page.goto("/san-pham/")
    field(page).press_sequentially("ca phe")
    field(page).press("Enter")
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=ca\+phe$"))
    expect(page.locator("article.card")).to_have_count(3)


@scripted
def test_arrows_go_round_and_escape_keeps_the_text(page, larder):
    page.goto("/san-pham/")
    field(page).press_sequentially("keo")
    expect(suggestions(page)).to_have_count(3)
    field(page).press("ArrowUp")
    expect(suggestions(page).last).to_have_attribute("aria-selected", "true")
    field(page).press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    field(page).press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field(page)).to_have_value("keo")
    field(page).press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    field(page).press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


@scripted
def test_a_word_in_the_making_is_left_to_the_keyboard(page, larder):
    """Vietnamese keyboards compose a word before they commit it; Enter then belongs to them."""
    page.goto("/san-pham/")
    field(page).focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send(
        "Input.imeSetComposition", {"text": "kẹo", "selectionStart": 3, "selectionEnd": 3}
    )
    expect(suggestions(page)).to_have_count(3)
    event = {"key": "Enter", "isComposing": True, "bubbles": True, "cancelable": True}
    page.evaluate(
        "(event) => document.getElementById('find').dispatchEvent(new KeyboardEvent('keydown', event))",
        event,
    )
    expect(page.get_by_role("listbox")).to_be_visible()
    keyboard.send("Input.insertText", {"text": "kẹo"})
    expect(field(page)).to_have_value("kẹo")


@scripted
def test_an_old_answer_never_replaces_a_newer_one(page, larder):
    held = []
    page.route(re.compile("q=k$"), lambda route: held.append(route))
    page.goto("/san-pham/")
    field(page).press("k")
    page.wait_for_timeout(300)
    field(page).press_sequentially("eo dua sau")
    expect(suggestions(page).first).to_contain_text("Kẹo dừa sầu riêng")
    for late in held:
        late.abort()
    expect(suggestions(page)).to_have_count(2)


@scripted
def test_a_finger_chooses_a_suggestion(page, larder, browser, live_server):
    phone = browser.new_context(
        base_url=live_server.url,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
    )
    small = phone.new_page()
    small.goto("/san-pham/")
    field(small).tap()
    field(small).press_sequentially("ben tre")
    small.get_by_role("option", name=re.compile("Vĩnh Long")).tap()
    expect(small).to_have_url(re.compile("/tinh/vinh-long/$"))
    phone.close()


def test_nothing_moves_when_suggestions_open(page, larder):
    page.goto("/san-pham/")
    before = page.locator("main").bounding_box()
    field(page).press_sequentially("ca")
    if page.scripted:
        expect(page.get_by_role("listbox")).to_be_visible()
    assert page.locator("main").bounding_box() == before


@sizes
def test_filters_chips_and_the_way_back(page, larder, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/tim-kiem/?q=ca+phe")
    open_filters(page)
    page.locator("[name=sao][value='5']").check()
    if page.scripted:
        expect(page.get_by_role("button", name=_("Show results"))).to_contain_text("(1)")
        expect(page.locator("[name=sao][value='5']")).to_be_focused()
    show_results(page)
    expect(page).to_have_url(re.compile("sao=5"))
    expect(page.locator("article.card")).to_have_count(1)
    page.locator(".found .chip", has_text="5").click()
    expect(page).not_to_have_url(re.compile("sao=5"))
    expect(page.locator("article.card")).to_have_count(3)
    page.go_back()
    expect(page).to_have_url(re.compile("sao=5"))
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator("[name=sao][value='5']")).to_be_checked()
    if page.scripted:
        assert_fits(page)


def test_a_price_range_is_one_choice(page, larder):
    page.goto("/tim-kiem/?q=ca+phe")
    page.locator("[data-facet=gia] > summary").click()
    page.locator("[data-facet=gia] a").first.click()
    expect(page).to_have_url(re.compile("gia_(tu|den)="))
    expect(page.locator("article.card")).to_have_count(1)
    expect(page.locator("[data-facet=gia] a[aria-current]")).to_have_count(1)


def test_a_page_without_hits_leads_on(page, larder):
    page.goto("/tim-kiem/?q=ca+phe&tinh=vinh-long")
    expect(page.locator("article.card")).to_have_count(0)
    page.get_by_role("link", name=re.compile(r"\(3\)")).click()
    expect(page).to_have_url(re.compile(r"/tim-kiem/\?q=ca\+phe$"))
    expect(page.locator("article.card")).to_have_count(3)


def test_an_old_province_stands_beside_its_products(page, larder):
    page.goto("/tim-kiem/?q=ben+tre")
    expect(page.locator("article.card")).to_have_count(2)
    page.locator("#noi-chon a", has_text="Vĩnh Long").click()
    expect(page).to_have_url(re.compile("/tinh/vinh-long/$"))


def test_a_slip_of_the_finger_is_answered_and_said(page, larder):
    page.goto("/tim-kiem/?q=ca+phee")
    expect(page.locator("article.card")).to_have_count(3)
    expect(page.get_by_role("heading", level=1)).to_contain_text("“cà phê”")
    expect(page.locator("main .lead").first).to_contain_text("“ca phee”")
