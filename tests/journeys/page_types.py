"""One page of each type, opened as its reader would: what every gate looks at."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.test import Client
from django.utils.translation import gettext as _
from playwright.sync_api import Browser, BrowserContext, Page

from catalogue.models import Product
from cms.models import HomePage, StandardPage
from shop.order.links import order_token
from shop.users.models import User
from tests import makers
from tests.house.conftest import FRESH, SPOILED
from tests.journeys.steps import REVIEW, fill_delivery, forward
from tests.shop.order.conftest import order_basket


@dataclass(frozen=True)
class PageType:
    """A name, an address and who reads it: "guest", "shopper" (with a basket) or "staff"."""

    name: str
    path: str
    reader: str = "guest"


def page_types(shop) -> list[PageType]:
    """Every type of page that a visitor, a buyer or (the style guide) the staff may see."""
    order = order_basket(makers.basket(shop.floor.fresh), shop.ward).order
    token = order_token(order)
    return [
        *(PageType(name, path) for name, path in _open_to_all(shop).items()),
        *(PageType(name, path, "shopper") for name, path in SHOPPING.items()),
        PageType("confirmation", f"/don-hang/{token}/"),
        PageType("receipt", f"/don-hang/{token}/bien-nhan/"),
        PageType("cancel", f"/don-hang/{token}/huy/"),
        PageType("orders", "/tai-khoan/don-hang/", "staff"),
        PageType("account", "/tai-khoan/", "staff"),
        PageType("style guide", "/phong-cach/", "staff"),
    ]


SHOPPING = {
    "basket": "/gio-hang/",
    "delivery": "/thanh-toan/",
    "review": "/thanh-toan/xem-lai/",
}


def _open_to_all(shop) -> dict[str, str]:
    floor = shop.floor
    ended = Product.objects.get(title=next(iter(SPOILED)))
    page = StandardPage(title="Giao hàng và phí", slug="giao-hang-thu", live=False)
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return {
        "home": "/",
        "list": "/san-pham/",
        "filtered list": f"/san-pham/?sao=5&tinh={floor.province.slug}",
        "list without hits": "/san-pham/?sao=5&gia_den=1",
        "group": "/nhom/che/",
        "search": "/tim-kiem/?q=mat+ong",
        "search without hits": "/tim-kiem/?q=khong+co+gi+het",
        "suggestions": "/tim-kiem/goi-y?q=mat",
        "product": floor.fresh.get_absolute_url(),
        "ended product": ended.get_absolute_url(),
        "producer": floor.producer.get_absolute_url(),
        "province": f"/tinh/{floor.province.slug}/",
        "provinces": "/tinh/",
        "region": f"/vung/{floor.province.region.slug}/",
        "story": "/cau-chuyen/nguoi-giu-rung/",
        "stories": "/cau-chuyen/",
        "star check": "/kiem-tra-sao/",
        "report of a false star": f"/bao-sao-sai/?san-pham={floor.fresh.slug}",
        "a report's own page": f"/bao-sao-sai/{makers.star_report(product=floor.fresh).token}/",
        "star check, found": f"/kiem-tra-sao/?q={FRESH}",
        "empty basket": "/gio-hang/",
        "tracking": "/don-hang/tra-cuu/",
        "sign-in": "/tai-khoan/dang-nhap/",
        "sign-up": "/tai-khoan/dang-ky/",
        "forgotten password": "/dat-lai-mat-khau/",
        "standing page": page.url,
        "not found": "/khong-co-trang-nay/",
    }


@contextmanager
def readers(browser: Browser, base: str, shop, **options) -> Iterator[dict[str, Page]]:
    """A page for each reader, signed in or with a full basket where that is theirs."""
    contexts = {
        name: browser.new_context(base_url=base, locale="vi-VN", **options)
        for name in ("guest", "shopper", "staff")
    }
    try:
        _sign_in(contexts["staff"], base)
        pages = {name: context.new_page() for name, context in contexts.items()}
        _fill_basket(pages["shopper"], shop)
        _say_where(pages["shopper"], shop)
        yield pages
    finally:
        for context in contexts.values():
            context.close()


def _sign_in(context: BrowserContext, base: str) -> None:
    owner = User.objects.filter(is_superuser=True).first()
    owner = owner or User.objects.create_superuser("chu@example.vn", "mat-khau-thu")
    carry_session(context, base, owner)


def carry_session(context: BrowserContext, base: str, person: User) -> None:
    """Let a browser be signed in as somebody, without the pages of signing in."""
    client = Client()
    client.force_login(person)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": base}])


def _say_where(page: Page, shop) -> None:
    """Fill in the form of the checkout, so that there is something to review."""
    fill_delivery(page, place=f"Tân Phong, {shop.floor.province.name}")
    forward(page).click()
    page.wait_for_url(REVIEW)


def _fill_basket(page: Page, shop) -> None:
    page.goto(shop.floor.fresh.get_absolute_url())
    added = page.locator("form.buy").get_by_role("button", name=_("Add to basket")).last
    # The server of the test shares its connection: it must be done before the test writes.
    with page.expect_response(lambda answer: "/gio-hang/them/" in answer.url) as answered:
        added.click()
    answered.value.finished()
    page.wait_for_load_state("networkidle")
