"""Closing the whole shop for orders in the dashboard: asked twice, kept with who and when, lifted in one press."""

from datetime import date, datetime

import pytest

from catalogue.clock import VIETNAM
from shop.partner.models import ShopPause
from shop.partner.ordering_pause import current_shop_pause, pause_shop
from tests import makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/tam-ngung-nhan-don/"
FACTS = {
    "first": "2026-12-07",
    "last": "2026-12-09",
    "reason": "Kiểm kê kho.",
    "reason_en": "Stocktaking.",
}


@pytest.fixture
def keeper(clock):
    clock.move_to(datetime(2026, 12, 8, 12, tzinfo=VIETNAM))
    return makers.user(is_staff=True, is_superuser=True)


@pytest.fixture
def browser(keeper):
    return signed_in(keeper)


def test_it_is_asked_about_first_and_counts_when_confirmed(browser, keeper):
    asked = browser.post(PAGE, FACTS)
    assert "Kiểm kê kho." in asked.content.decode()
    assert current_shop_pause() is None
    assert browser.post(PAGE, FACTS | {"confirmed": "on"})["Location"] == PAGE
    placed = ShopPause.objects.get()
    assert (placed.first, placed.last, placed.placed_by) == (
        date(2026, 12, 7),
        date(2026, 12, 9),
        keeper,
    )
    assert "Stocktaking." in browser.get(PAGE).content.decode()


def test_one_press_opens_it_again_and_is_kept(browser, keeper):
    pause_shop(
        first=date(2026, 12, 7), last=date(2026, 12, 9), reason="A", reason_en="B", by=keeper
    )
    for _press in range(2):
        assert browser.post(PAGE, {"viec": "mo"}).status_code == 302
    placed = ShopPause.objects.get()
    assert (placed.lifted_by, current_shop_pause()) == (keeper, None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"last": "2026-12-06"}, "last"),
        ({"first": "2026-12-10"}, "last"),
        ({"last": "2027-06-01"}, "last"),
        ({"reason": "  "}, "reason"),
        ({"reason_en": ""}, "reason_en"),
    ],
)
def test_what_makes_no_pause_comes_back_as_typed(browser, changed, field):
    answer = browser.post(PAGE, FACTS | changed | {"confirmed": "on"})
    assert list(answer.context["form"].errors) == [field]
    assert not ShopPause.objects.exists()


def test_staff_without_the_right_may_not(clock):
    staff = signed_in(makers.user(is_staff=True))
    assert staff.post(PAGE, FACTS | {"confirmed": "on"}).status_code in (302, 403)
    assert not ShopPause.objects.exists()
