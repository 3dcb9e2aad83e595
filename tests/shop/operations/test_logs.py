"""Logs: pages and failures on the laptop; the true client and nothing that opens anything anywhere."""

import logging
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from gunicorn.config import Config

from shop.customer.alerts.services import alert_token
from shop.customer.emails.account import reset_path
from shop.customer.verification.services import verification_path
from shop.operations.access_log import AccessLogger
from shop.operations.logs import (
    SECRET_AFTER,
    PageAndErrorFilter,
    SecretFreeFormatter,
    loggable_path,
    without_secrets,
)
from shop.order.links import order_path
from shop.order.models import Order
from shop.settings.env import BASE_DIR
from tests import makers
from tests.shop.url_patterns import served_patterns


@pytest.mark.parametrize(
    ("line", "status", "told"),
    [
        ('"GET /san-pham/ HTTP/1.1" 200 5120', 200, True),
        ('"GET /static/theme/css/shop.css HTTP/1.1" 200 5120', 200, False),
        ('"GET /media/a.webp HTTP/1.1" 304 0', 304, False),
        ('"GET /static/missing.css HTTP/1.1" 404 12', 404, True),
        ("- Broken pipe from ('127.0.0.1', 50100)", None, False),
    ],
)
def test_what_is_told(line, status, told):
    record = logging.makeLogRecord({"msg": line} | ({"status_code": status} if status else {}))
    assert PageAndErrorFilter().filter(record) is told


@pytest.fixture
def links(db):
    """Every kind of link that opens something by itself, and the secret in it."""
    user = makers.user(email="lan@example.vn")
    alert = SimpleNamespace(pk=7)
    paths = [
        order_path(Order(number="100001")),
        f"{order_path(Order(number='100001'))}huy/",
        f"/en{order_path(Order(number='100001'))}nhan-xet/1/",
        reset_path(user),
        verification_path(user),
        *(
            reverse(f"customer:alert-{name}", kwargs={"token": alert_token(alert)})
            for name in ("confirm", "end")
        ),
        reverse("workspace:invitation", kwargs={"token": "x" * 40}),
    ]
    return [(path, max(path.split("/"), key=len)) for path in paths]


def access_line(uri, **environ) -> str:
    environ = {
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": "GET",
        "RAW_URI": uri,
        "PATH_INFO": uri.partition("?")[0],
        "QUERY_STRING": uri.partition("?")[2],
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://shop.example.vn{uri}",
    } | environ
    logger = AccessLogger(Config())
    answer = SimpleNamespace(status="200 OK", sent=12, headers=[])
    asked = SimpleNamespace(headers=[("REFERER", environ["HTTP_REFERER"])])
    atoms = logger.atoms(answer, asked, environ, timedelta(seconds=1))
    return logger.cfg.access_log_format % logger.atoms_wrapper_class(atoms)


def test_no_link_that_opens_something_is_in_an_access_line(links):
    for path, secret in links:
        for uri in (path, f"{path}?x=1", path.replace("-", "%2D", 1), f"/tim-kiem/?next={path}"):
            assert secret[-20:] not in access_line(uri)


def test_an_access_line_names_the_client_behind_the_proxy():
    line = access_line("/san-pham/?q=0912345678", HTTP_X_FORWARDED_FOR="9.9.9.9, 203.0.113.9:4711")
    assert line.startswith("203.0.113.9 - - [")
    assert '"GET /san-pham/ HTTP/1.1" 200 12 "-"' in line
    assert "0912345678" not in line


def test_the_place_of_a_secret_is_marked():
    path = order_path(Order(number="100001"))
    assert loggable_path(f"/en{path}huy/?x=1") == "/en/don-hang/***/huy/"
    assert loggable_path("/dat-lai-mat-khau/dat/MQ/" + "x" * 39) == "/dat-lai-mat-khau/dat/***"


def test_words_of_a_path_stay_readable():
    for path in ("/don-hang/tra-cuu/", "/dat-lai-mat-khau/dat/MQ/set-password/", "/"):
        assert loggable_path(path) == path
    assert loggable_path("/san-pham/m%E1%BA%ADt\n-ong/") == "/san-pham/m%E1%BA%ADt-ong/"


def test_other_lines_and_tracebacks_are_clean_too(links):
    formatter = SecretFreeFormatter("%(message)s")
    for path, secret in links:
        try:
            raise ValueError(f"no page {path}")
        except ValueError as error:
            failed = (ValueError, error, error.__traceback__)
        record = logging.makeLogRecord(
            {"msg": "Internal Server Error: %s", "args": (path,), "exc_info": failed}
        )
        assert secret not in formatter.format(record)
        assert "ValueError" in formatter.format(record)


def test_every_handler_of_the_shop_writes_clean_lines(settings):
    formats = settings.LOGGING["formatters"]
    for handler in settings.LOGGING["handlers"].values():
        assert formats[handler["formatter"]]["()"].endswith("SecretFreeFormatter")


def test_no_handler_of_django_writes_beside_them_or_sends_mail():
    django = logging.getLogger("django")
    assert (django.handlers, django.propagate) == ([], True)


def test_every_url_with_a_token_is_known():
    token = "x" * 40
    with_token = [
        pattern.path
        for pattern in served_patterns({"token": token, "uidb64": "MQ"})
        if token in pattern.path and not pattern.path.startswith("/cms/")
    ]
    assert len(with_token) > 5
    assert [path for path in with_token if token in without_secrets(path)] == []


def test_nginx_knows_the_same_urls(links):
    config = (BASE_DIR / "shop/deploy/nginx.conf").read_text()
    pattern = re.search(r'"~(\^.+?)" "\$before\*\*\*"', config)[1].replace("(?<", "(?P<")
    for path, secret in links:
        assert secret not in re.sub(pattern, r"\g<before>***", path)
    for before in SECRET_AFTER:
        assert re.match(pattern, f"{before}{'x' * 40}/")
    assert not re.match(pattern, "/don-hang/tra-cuu/")
