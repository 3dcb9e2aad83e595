"""Pages stay within the window at every zoom and do not move while they load."""

import pytest

from tests.journeys.page_types import PageType, page_types, readers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST_SHIFT = 0.02
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
WATCHED = {"home", "list", "product", "province", "story", "basket"}
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
# 1,280 px at 400 % and at 200 % zoom, a small phone, a tablet.
WIDTHS = (320, 640, 360, 768)
OVERFLOWING = """
() => [...document.querySelectorAll("main *, footer *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1
    && !each.closest(".scroll, .nav, .gallery ul, .visually-hidden, svg, .suggestions"))
  .slice(0, 3).map((each) => each.tagName + "." + each.className)
"""


def test_no_page_scrolls_sideways(browser, live_server, shop):
    wide = {}
    with readers(browser, live_server.url, shop, viewport={"width": 320, "height": 700}) as pages:
        for kind in page_types(shop):
            page = pages[kind.reader]
            page.goto(kind.path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 700})
                needed = page.evaluate("document.documentElement.scrollWidth")
                if needed > width:
                    wide[kind.name, width] = (needed, page.evaluate(OVERFLOWING))
    assert wide == {}


# The size of text that a reader sets in the browser, in per cent, at the width of a window in px.
TEXT_SIZES = ((130, 360), (150, 360), (200, 360), (200, 768), (200, 1280))
# What staff open every day.
STAFF_PATHS = (
    *("/quan-tri/", "/quan-tri/catalogue/", "/quan-tri/orders/", "/quan-tri/kien-hang/"),
    *("/quan-tri/chung-nhan/", "/quan-tri/thu/", "/quan-tri/nhan-xet/", "/quan-tri/users/"),
)


def test_no_page_scrolls_sideways_with_large_text(browser, live_server, shop):
    wide = {}
    kinds = [
        *page_types(shop),
        *(PageType(path, path, "staff") for path in STAFF_PATHS),
        *(PageType(f"/en{path}", f"/en{path}") for path in ("/", "/san-pham/", "/kiem-tra-sao/")),
    ]
    with readers(browser, live_server.url, shop, viewport={"width": 360, "height": 700}) as pages:
        for kind in kinds:
            page = pages[kind.reader]
            assert page.goto(kind.path).status < 500, kind.path
            # The dashboard is measured where it is narrowest: on a phone.
            sizes = TEXT_SIZES[:3] if kind.path in STAFF_PATHS else TEXT_SIZES
            for size, width in sizes:
                page.set_viewport_size({"width": width, "height": 700})
                page.evaluate(f"document.documentElement.style.fontSize = '{size}%'")
                needed = page.evaluate("document.documentElement.scrollWidth")
                if needed > width:
                    wide[kind.name, size, width] = (needed, page.evaluate(OVERFLOWING))
    assert wide == {}


def test_nothing_jumps_while_a_slow_page_loads(browser, live_server, shop):
    shifts = {}
    with readers(browser, live_server.url, shop, viewport={"width": 390, "height": 844}) as pages:
        for page in pages.values():
            page.add_init_script(WATCH)
            network = page.context.new_cdp_session(page)
            network.send("Network.enable")
            network.send("Network.setCacheDisabled", {"cacheDisabled": True})
            network.send("Network.emulateNetworkConditions", SLOW)
        for kind in page_types(shop):
            if kind.name in WATCHED:
                page = pages[kind.reader]
                page.goto(kind.path, wait_until="networkidle")
                shifts[kind.name] = round(page.evaluate("window.shifted"), 3)
    assert set(shifts) == WATCHED
    assert {name: shift for name, shift in shifts.items() if shift > MOST_SHIFT} == {}


def test_what_a_finger_touches_is_44_px_high(browser, live_server, shop):
    small = {}
    touch = {"width": 360, "height": 740}
    with readers(browser, live_server.url, shop, viewport=touch, has_touch=True) as pages:
        for kind in page_types(shop):
            if kind.name == "style guide":
                continue
            page = pages[kind.reader]
            page.goto(kind.path)
            if found := page.evaluate(LOW_CONTROLS):
                small[kind.name] = found
    assert small == {}


# Controls as against links within a sentence, which may be as high as their line.
LOW_CONTROLS = """
() => [...document.querySelectorAll(
    "main :is(button, .button, select, summary, .chip, input), header :is(a, button)")]
  .filter((each) => !["hidden", "checkbox", "radio"].includes(each.type))
  .filter((each) => !each.matches(".visually-hidden, .skip") && each.checkVisibility())
  .map((each) => [each, each.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && box.height < 43.5)
  .slice(0, 5).map(([each, box]) => `${each.tagName}.${each.className} ${Math.round(box.height)}`)
"""
