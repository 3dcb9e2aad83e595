"""Every page of the dashboard answers, brings nothing from foreign hosts and links to what is."""

import re

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse

from catalogue.models import Category
from shop.order.models import Order
from tests import makers
from tests.shop.order.conftest import order_basket

ONLY_POSTED = {"dashboard:invoice-retry", "dashboard:logout", "dashboard:reconcile-now"}


def names() -> list[str]:
    """Names of the dashboard's addresses that need no argument."""
    url_names = set()
    for prefix, resolver in [("", get_resolver())]:
        stack = [(prefix, resolver)]
        while stack:
            space, current = stack.pop()
            for pattern in current.url_patterns:
                if hasattr(pattern, "url_patterns"):
                    stack.append((pattern.namespace or space, pattern))
                elif space == "dashboard" and pattern.name:
                    url_names.add(f"dashboard:{pattern.name}")
    return sorted(url_names - ONLY_POSTED)


def addresses() -> list[str]:
    """Those addresses that can be written without an argument."""
    urls = []
    for name in names():
        try:
            urls.append(reverse(name))
        except NoReverseMatch:
            continue
    return urls


ADDRESSES = addresses()


def test_the_crawl_knows_the_back_office():
    assert len(ADDRESSES) >= 15
    assert "/quan-tri/chung-nhan/" in ADDRESSES


@pytest.fixture
def stocked(superuser):
    """A product, its category and its seller, so that lists have rows."""
    product = makers.product()
    category = Category.add_root(name="Thực phẩm", slug="thuc-pham")
    product.categories.add(category)
    return superuser, product, category


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_list_or_form_answers(stocked, address):
    browser, *_ = stocked
    response = browser.get(address, follow=True)
    assert response.status_code == 200
    content = b"".join(response) if response.streaming else response.content
    assert not re.search(rb'(src|href)="(https?:)?//', content)


def test_screens_of_one_object_answer(stocked):
    browser, product, _ = stocked
    partner = product.stockrecords.get().partner
    for address in (
        f"/quan-tri/catalogue/products/{product.pk}/",
        f"/quan-tri/catalogue/products/{product.pk}/delete/",
        f"/quan-tri/partners/{partner.pk}/",
        f"/quan-tri/partners/{partner.pk}/delete/",
        f"/quan-tri/users/{browser.user.pk}/",
        f"/quan-tri/chung-nhan/{product.certificates.get().pk}/",
    ):
        assert browser.get(address).status_code == 200, address


@pytest.mark.parametrize(
    "word",
    [
        *("offers", "vouchers", "ranges", "reviews", "pages", "shipping", "comms", "reports"),
        *("catalogue/categories", "catalogue/product-types", "catalogue/option", "users/alerts"),
    ],
)
def test_what_is_not_served_has_no_address(superuser, word):
    assert superuser.get(f"/quan-tri/{word}/").status_code == 404


def test_the_menu_leads_to_pages_that_answer(superuser):
    page = superuser.get("/quan-tri/").content.decode()
    menu = page[page.index("dashboard-menu") : page.index("container-fluid")]
    links = re.findall(r'href="(/[^"]+)"', menu)
    assert len(links) >= 10
    for link in links:
        assert superuser.get(link).status_code == 200


def test_the_back_office_has_its_own_content_policy(superuser):
    policy = superuser.get("/quan-tri/").headers["Content-Security-Policy"]
    assert "'unsafe-inline'" in policy
    assert "http" not in policy


def test_what_has_history_is_kept_and_said_so(stocked):
    browser, product, _ = stocked
    partner = product.stockrecords.get().partner
    for kind, thing in (("catalogue/products", product), ("partners", partner)):
        address = f"/quan-tri/{kind}/{thing.pk}/delete/"
        response = browser.post(address, follow=True)
        assert response.status_code == 200
        assert "error" in [message.level_tag for message in response.context["messages"]]
        assert type(thing).objects.filter(pk=thing.pk).exists()


def test_the_back_office_wears_the_look_of_the_shop(superuser):
    page = superuser.get("/quan-tri/").content.decode()
    assert "theme/css/dashboard.css" in page
    assert "theme/js/dashboard.js" in page, "boxes drawn in place of selects would have no name"
    assert "navbar-dark" not in page


def test_an_order_takes_notes_and_nothing_else(superuser):
    number = order_basket(makers.basket(makers.product()), makers.commune()).order.number
    address = f"/quan-tri/orders/{number}/"
    superuser.post(address, {"order_action": "save_note", "message": "Khách hẹn chiều"})
    assert "Khách hẹn chiều" in superuser.get(address).content.decode()
    superuser.post(address, {"order_action": "change_order_status", "new_status": "delivered"})
    assert Order.objects.get(number=number).status == "new"
    assert "selected_line" not in superuser.get(address).content.decode()


def test_a_product_without_history_is_deleted(superuser):
    product = makers.product(stars=None, price=None)
    superuser.post(f"/quan-tri/catalogue/products/{product.pk}/delete/")
    assert not type(product).objects.filter(pk=product.pk).exists()
