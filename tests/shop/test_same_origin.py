"""Forms without a token: taken from our own pages only."""

import pytest
from django.test import Client

from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(clock):
    """Send the form of a product's page, with nothing but headers to tell where it comes from."""
    product = makers.product()
    browser = Client(enforce_csrf_checks=True)

    def send(path=f"/gio-hang/them/{product.pk}/", secure=False, **headers):
        return browser.post(path, {"quantity": 1}, headers=headers, secure=secure).status_code

    return send


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "same-origin"},
        {"sec_fetch_site": "same-origin", "origin": "http://testserver"},
        {"origin": "http://testserver"},
    ],
)
def test_our_own_pages_need_no_token(add, headers):
    assert add(**headers) == 302


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"referer": "http://testserver/san-pham/"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "none"},
        {"sec_fetch_site": ""},
        {"sec_fetch_site": "cross-site", "origin": "http://testserver"},
        {"origin": "null"},
        {"origin": "https://testserver"},
        {"origin": "http://testserver.ke-gian.example"},
        {"origin": "http://testserver:8080"},
        {"origin": "http://ke-gian.example", "referer": "http://testserver/"},
    ],
)
def test_anyone_else_does(add, headers):
    assert add(**headers) == 403


def test_a_secure_site_does_not_trust_its_insecure_self(add):
    assert add(secure=True, origin="http://testserver") == 403
    assert add(secure=True, origin="https://testserver") == 302


@pytest.mark.parametrize("path", ["/cms/login/", "/django-admin/login/", "/quan-tri/login/"])
def test_the_back_offices_always_ask_for_the_token(add, path):
    assert add(path, sec_fetch_site="same-origin", origin="http://testserver") == 403


def test_a_token_still_opens(clock):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get("/don-hang/tra-cuu/")
    token = page.context["csrf_token"]
    posted = {"csrfmiddlewaretoken": str(token), "number": "1", "phone": "0912345678"}
    assert browser.post("/don-hang/tra-cuu/", posted).status_code == 200
    assert browser.post("/don-hang/tra-cuu/", {"number": "1"}).status_code == 403
