"""Pages for what went wrong: ours, in both languages, and helpful."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory

from shop.storefront import error_pages
from tests import makers


@pytest.fixture
def honey(db, clock):
    product = makers.product("Mật ong rừng U Minh")
    call_command("search_index", "build", verbosity=0)
    return product


@pytest.mark.parametrize(
    "path",
    ["/san-pham/mat-ong-rung-u-min/", "/san-pham/mat-ong-abc-xyz/", "/cau-chuyen/mat-ong/"],
)
def test_a_missing_page_offers_what_is_named_alike(honey, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert f'href="{honey.get_absolute_url()}"' in answer.content.decode()
    assert 'name="q"' in answer.content.decode()


def test_a_missing_page_speaks_the_language_of_its_address(honey, client):
    assert "This page is not here" in client.get("/en/san-pham/khong-co/").content.decode()
    assert "This page is not here" not in client.get("/san-pham/khong-co/").content.decode()


def test_a_missing_page_is_not_for_search_engines(honey, client):
    page = client.get("/san-pham/khong-co/").content.decode()
    assert 'content="noindex"' in page
    assert "canonical" not in page
    assert "hreflang" not in page.partition("</head>")[0]


@pytest.mark.parametrize(
    "path", ["/x" * 900 + "/", "/%00/", "/san-pham/<script>/", "/đặc-sản-là-gì/"]
)
def test_odd_addresses_are_missing_too(honey, client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<script>/" not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/san-pham/mat-ong-rung-12/", "mat ong rung"),
        ("/en/san-pham/", ""),
        ("/wp-login.php", ""),
        ("/tinh/ben_tre/", "ben tre"),
    ],
)
def test_the_words_of_an_address(path, words):
    assert error_pages.words_in_path(path) == words


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (error_pages.server_error, 500),
        (error_pages.bad_request, 400),
        (error_pages.maintenance, 503),
    ],
)
def test_bare_pages_ask_nothing_and_tell_how_to_reach_the_shop(settings, view, status):
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"phone": "0987 654 321"}

    def refuse(*_args):
        raise AssertionError("asked the database")

    with connection.execute_wrapper(refuse):
        home = view(RequestFactory().get("/san-pham/"))
        abroad = view(RequestFactory().get("/en/san-pham/"))
    assert (home.status_code, abroad.status_code) == (status, status)
    assert '<html lang="vi">' in home.content.decode()
    assert '<html lang="en">' in abroad.content.decode()
    assert "tel:0987 654 321" in home.content.decode()
    assert "no-store" in home["Cache-Control"]


def test_the_site_uses_these_pages(honey, client, monkeypatch):
    browser = Client(raise_request_exception=False)

    def broken(error):
        def get(*_args, **_kwargs):
            raise error

        return get

    for error, status, words in (
        (RuntimeError(), 500, "Something broke on our side"),
        (SuspiciousOperation(), 400, "We could not understand this request"),
        (PermissionDenied(), 403, "You may not open this page"),
    ):
        monkeypatch.setattr("shop.storefront.star_check.StarCheckView.get", broken(error))
        answer = browser.get("/en/kiem-tra-sao/")
        assert answer.status_code == status
        assert words in answer.content.decode()


def test_a_form_without_its_token_is_asked_to_come_again(honey):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/en/tai-khoan/dang-nhap/", {"login-username": "a"})
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()
