"""How long a buyer with a phone takes to pay, and by how many taps: at a human pace, in Chromium.

make run PORT=8340
python -m tests.bench.phone_buyer --shop http://127.0.0.1:8340

From the product's page to the page that says it is paid (in cash: ordered), 360 × 740 points, with
a finger: a tap takes TAP seconds with the look before it, a character CHARACTER (36 words a minute,
Palin et al. 2019, "How do People Type on Mobile Devices?"). A newcomer types name, phone, place and
street and leaves the e-mail out; one who comes back is signed in and has ordered before. In a real
card page expiry and code are typed as well, CARD characters in all, and in a real banking app a
transfer is agreed to: BANK seconds stand for that. With --write the table is put into
docs/measurements.md.
"""

import os
import re
import time
from dataclasses import dataclass

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.dev")

import django

django.setup()

from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from shop.demo.accounts import DEMO_PASSWORD
from tests.bench.section import Section, parser
from tests.chromium import CHROMIUM, NO_BROWSER

#: Seconds.
TAP, CHARACTER, READ, BANK = 1.0, 0.33, 2.0, 15.0
#: Digits of a card's number, its month and its code.
CARD, NUMBER = 23, "4242424242424242"
PRODUCT = "/san-pham/tra-dinh-hao-dat/"
BUYER = "nguoi-mua@example.com"
TYPED = {"name": "Nguyễn Thị Sáu", "phone": "0912345678", "street": "12 Lê Lợi"}
PLACE = "Sài Gòn, TP.HCM"
WAYS = {"cod": "cash", "transfer": "transfer", "card": "card"}
PAID, ORDER = re.compile("/don-hang/[^/]+/"), re.compile("/don-hang/[^/]+/$")
LIMITS = {"newcomer": "60 s", "comes back": "12 taps"}


@dataclass
class Hand:
    """A finger and two thumbs: counts taps and waits as people do."""

    page: Page
    taps: int = 0
    waited: float = 0.0

    def tap(self, target: Locator) -> None:
        """Look, and tap."""
        self.pause(TAP)
        target.scroll_into_view_if_needed()
        target.tap()
        self.taps += 1

    def type(self, field: Locator, words: str) -> None:
        """Tap into a field and type."""
        self.tap(field)
        field.press_sequentially(words, delay=CHARACTER * 1000)

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)
        self.waited += seconds


def main() -> None:
    """Buy by every way, as a newcomer and as one who comes back."""
    arguments = parser(__doc__)
    arguments.add_argument("--shop", default="http://127.0.0.1:8000")
    chosen = arguments.parse_args()
    if not CHROMIUM:
        raise SystemExit(NO_BROWSER)
    section = Section("phone-buyer", "A buyer with a phone")
    section.head("Who", "Paid by", "Seconds", "Taps", "Target")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        for who, limit in LIMITS.items():
            for way, name in WAYS.items():
                seconds, taps = buy(browser, chosen.shop, way, returning=who == "comes back")
                section.row(who, name, f"{seconds:.0f}", taps, f"≤ {limit}")
        browser.close()
    if chosen.write:
        section.write()


def buy(browser: Browser, shop: str, way: str, *, returning: bool) -> tuple[float, int]:
    """Return seconds and taps of one purchase; who comes back has made one before, unmeasured."""
    context = browser.new_context(
        base_url=shop,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        locale="vi-VN",
    )
    page = context.new_page()
    if returning:
        sign_in(page)
        _walk(Hand(page), way, new=True)
    measured = _walk(Hand(page), way, new=not returning)
    context.close()
    return measured


def sign_in(page: Page) -> None:
    """Sign in as the demonstration's buyer."""
    page.goto("/tai-khoan/dang-nhap/")
    page.locator("[name='username']").fill(BUYER)
    page.locator("[name='password']").fill(DEMO_PASSWORD)
    page.locator("[name='password']").press("Enter")
    page.wait_for_load_state()


def _walk(hand: Hand, way: str, *, new: bool) -> tuple[float, int]:
    page = hand.page
    page.goto(PRODUCT)
    began = time.monotonic()
    hand.pause(READ)
    hand.tap(page.get_by_role("button", name="Mua ngay"))
    _say_where(hand, new)
    page.wait_for_url("**/xem-lai/")
    hand.pause(READ)
    method = page.locator(f"[name='payment'][value='{way}']")
    if not method.is_checked():
        hand.tap(method)
    gaps = page.locator("[name='label_gaps']")
    if gaps.count():
        hand.tap(gaps)
    hand.tap(page.locator("form#order button[type='submit']").last)
    _pay(hand, way)
    return time.monotonic() - began, hand.taps


def _say_where(hand: Hand, new: bool) -> None:
    page = hand.page
    page.wait_for_url("**/thanh-toan/**")
    for name, words in TYPED.items():
        field = page.locator(f"[name='{name}']")
        if not field.input_value():
            hand.type(field, words)
    place = page.locator("[name='place']")
    if place.count() and not place.input_value():
        hand.type(place, PLACE)
        hand.tap(page.get_by_role("option").first)
    for name in ("consent", "data_consent"):
        box = page.locator(f"[name='{name}']")
        if box.count() and not box.is_checked():
            hand.tap(box)
    hand.tap(page.locator("button[value='review']:not(.visually-hidden)"))


def _pay(hand: Hand, way: str) -> None:
    page = hand.page
    if way == "card":
        hand.type(page.get_by_label("Số thẻ"), NUMBER)
        hand.pause((CARD - len(NUMBER)) * CHARACTER)
        hand.tap(page.get_by_role("button", name="Thanh toán"))
        page.wait_for_url(ORDER)
    elif way == "transfer":
        hand.pause(BANK)
        hand.tap(page.get_by_role("button", name="Giả lập"))
        expect(page.locator(".transfer")).to_have_count(0, timeout=30_000)
    page.wait_for_url(PAID)


if __name__ == "__main__":
    main()
