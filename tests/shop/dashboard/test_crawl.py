"""Every page of the dashboard answers, brings nothing from foreign hosts and links to what is."""

import re
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone

from catalogue.models import Category
from shop.order.models import Order
from shop.partner.models import Partner
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


class TestNotesOfAnOrder:
    @pytest.fixture
    def order(self, db):
        return order_basket(makers.basket(makers.product()), makers.commune()).order

    def act(self, browser, order, **data):
        return browser.post(f"/quan-tri/orders/{order.number}/", data)

    def test_a_second_press_keeps_no_second_one(self, superuser, order):
        for _press in range(2):
            self.act(superuser, order, order_action="save_note", message="Khách hẹn chiều")
        assert order.notes.get().message == "Khách hẹn chiều"

    def test_one_of_the_last_minutes_is_taken_back(self, superuser, order):
        self.act(superuser, order, order_action="save_note", message="Nhầm")
        self.act(superuser, order, order_action="delete_note", note_id=order.notes.get().pk)
        assert not order.notes.exists()

    @pytest.mark.parametrize("age", [timedelta(minutes=6), timedelta(days=3, seconds=5)])
    def test_an_older_one_stays(self, superuser, order, age):
        self.act(superuser, order, order_action="save_note", message="Khách hẹn chiều")
        order.notes.update(date_updated=timezone.now() - age)
        self.act(superuser, order, order_action="delete_note", note_id=order.notes.get().pk)
        assert order.notes.exists()

    @pytest.mark.parametrize("key", ["", "a", "²", "-1", "9" * 30])
    def test_a_nonsense_key_is_no_error(self, superuser, order, key):
        answer = self.act(superuser, order, order_action="delete_note", note_id=key)
        assert answer.status_code == 302


def test_a_second_press_makes_no_second_seller(superuser):
    partners = Partner.objects
    for _press in range(2):
        answer = superuser.post("/quan-tri/partners/create/", {"name": "HTX Mường Hoa"})
    assert answer["Location"] == f"/quan-tri/partners/{partners.get(name='HTX Mường Hoa').pk}/"


def test_a_product_without_history_is_deleted(superuser):
    product = makers.product(stars=None, price=None)
    superuser.post(f"/quan-tri/catalogue/products/{product.pk}/delete/")
    assert not type(product).objects.filter(pk=product.pk).exists()
