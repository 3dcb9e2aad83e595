"""A shop with a photograph on every card, in Chromium: which file each screen takes, and in which order."""

import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from catalogue.models import ProductImage
from catalogue.pictures import make_renditions
from search.index.outbox import drain
from tests import makers
from tests.photo_like import photo_like_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CARDS = 6
CARD_WIDTHS, PAGE_WIDTHS = (320, 480, 660), (320, 480, 660, 1080, 1280)
#: Bytes of a photograph on a card of a phone, and of all of a page before anybody scrolls.
MOST_CARD, MOST_FIRST_VIEW = 12_000, {"list": 400_000, "product": 350_000}
DENSITIES = (1, 2, 3)
SCREENS = [(width, density) for width in (360, 768, 1280) for density in DENSITIES]
#: How much finer than its place a file may be before a browser should have taken a smaller one.
OVER = 1.45

SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((img) => img.complete && img.currentSrc)
  .map((img) => [img.getBoundingClientRect().width, img.currentSrc])"""


@pytest.fixture
def tea(stall):
    """Tea with four photographs, and a photograph on each other card."""
    name = default_storage.save("photos/0.jpg", ContentFile(photo_like_jpeg(0)))
    assert make_renditions(name)
    for product in [stall.tea, stall.honey, *makers.many_products(CARDS)]:
        ProductImage.objects.create(product=product, original=name)
    for order in (1, 2, 3):
        ProductImage.objects.create(product=stall.tea, original=name, display_order=order)
    drain()
    return stall.tea


@pytest.fixture
def visit(browser, live_server):
    """Open a page on a screen and return (its photographs as (width in points, file), bytes fetched)."""

    def _visit(path: str, selector: str, width: int, density: int):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 740},
            device_scale_factor=density,
        )
        page, weights = context.new_page(), []
        page.on("requestfinished", lambda request: weights.append(_weight_of(request)))
        page.goto(path, wait_until="networkidle")
        shown = page.evaluate(SHOWN, selector)
        context.close()
        return shown, sum(weights)

    return _visit


def _weight_of(request) -> int:
    sizes = request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


def assert_right(shown, density: int, widths: tuple[int, ...]) -> None:
    """Each is sharp enough for its screen, and none is finer than a smaller one that would do."""
    assert shown
    for points, address in shown:
        taken = int(re.search(r"/(\d+)\.avif$", address)[1])
        needed = points * density
        smaller = [width for width in widths if width < taken]
        assert taken >= needed * 0.95 or taken == widths[-1], (points, density, taken)
        assert not smaller or smaller[-1] < needed * OVER, (points, density, taken)


def test_each_screen_takes_the_card_that_fits_it(tea, visit):
    for width, density in SCREENS:
        shown, _weight = visit("/san-pham/", ".card .photo img", width, density)
        assert_right(shown, density, CARD_WIDTHS)


def test_a_card_on_a_phone_is_light_whatever_its_screen(tea, visit):
    for density in DENSITIES:
        shown, weight = visit("/san-pham/", ".card .photo img", 360, density)
        for _points, address in shown:
            stored = address.partition("/media/")[2]
            assert default_storage.size(stored) <= MOST_CARD
        assert weight <= MOST_FIRST_VIEW["list"]


def test_a_product_with_four_photographs_is_light(tea, visit):
    path = tea.get_absolute_url()
    for density in DENSITIES:
        shown, weight = visit(path, ".track .photo img", 360, density)
        assert_right(shown[:1], density, PAGE_WIDTHS)
        assert weight <= MOST_FIRST_VIEW["product"]


def test_the_first_cards_picture_comes_first_and_the_others_when_they_are_near(tea, client):
    page = client.get("/san-pham/").content.decode()
    images = [each for each in re.findall("<img[^>]*>", page) if "/media/pictures/" in each]
    assert len(images) == CARDS + 2
    assert 'fetchpriority="high"' in images[0]
    assert 'loading="lazy"' not in images[0]
    assert all('loading="lazy"' in each for each in images[1:])
    assert not any("fetchpriority" in each for each in images[1:])
