"""Pages for what went wrong: ours, in both languages, and helpful."""

import errno
import sqlite3

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.core.management import call_command
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.db.backends.utils import CursorWrapper
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


@pytest.mark.parametrize("path", ["/x" * 900 + "/", "/san-pham/<script>/", "/đặc-sản-là-gì/"])
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


def _wrong(code: int) -> OperationalError:
    cause = sqlite3.OperationalError("told by its code")
    cause.sqlite_errorcode = code
    error = OperationalError("told by its code")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "is_away"),
    [
        (OperationalError("server closed the connection unexpectedly"), True),
        (InterfaceError("connection already closed"), True),
        (_wrong(sqlite3.SQLITE_BUSY), True),
        (_wrong(sqlite3.SQLITE_FULL), True),
        (_wrong(sqlite3.SQLITE_IOERR), True),
        (_wrong(sqlite3.SQLITE_ERROR), False),
        (IntegrityError("one too many"), False),
        (ValueError(), False),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (FileNotFoundError(errno.ENOENT, "No such file"), False),
    ],
)
def test_a_database_that_is_away_is_told_from_a_wrong_question(error, is_away):
    assert error_pages.is_database_unavailable(error) is is_away


@pytest.fixture
def failing(db, monkeypatch):
    """Return a function that asks for a page while the database answers everything with an error."""

    def ask(error, path, **form):
        def gone(*args, **kwargs):
            raise error

        visitor = Client(raise_request_exception=False)
        visitor.cookies["sessionid"] = "x" * 32
        visitor.cookies["oscar_open_basket"] = "1:x"
        with monkeypatch.context() as patched:
            patched.setattr(CursorWrapper, "execute", gone)
            return visitor.post(path, form) if form else visitor.get(path)

    return ask


@pytest.mark.parametrize("path", ["/san-pham/", "/en/san-pham/", "/gio-hang/", "/quan-tri/"])
def test_a_database_that_restarts_is_503_and_when_to_come_back(failing, path):
    answer = failing(OperationalError("terminating connection due to administrator"), path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert ("One moment, please" if path.startswith("/en/") else "Xin chờ một chút") in page
    assert f'href="{path}"' in page


def test_a_form_that_met_a_restart_may_be_sent_again(failing):
    error = OperationalError("the database system is starting up")
    answer = failing(error, "/gio-hang/them/1/", quantity="1")
    assert answer.status_code == 503
    assert "gửi lại" in answer.content.decode()


def test_a_wrong_question_stays_an_error(failing):
    assert failing(_wrong(sqlite3.SQLITE_ERROR), "/san-pham/").status_code == 500
