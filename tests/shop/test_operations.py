"""Health, robots, headers of the back offices, and what every page carries."""

import pytest
from django.test import RequestFactory

from search.engines.resilience import CircuitBreaker
from shop.operations.middleware import AdminPolicyMiddleware
from tests import makers

pytestmark = pytest.mark.django_db


def test_healthz_says_ok_and_is_not_kept(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_readyz_waits_for_something_on_sale(client):
    empty = client.get("/readyz")
    assert (empty.status_code, empty.json()["missing"]) == (503, "catalogue")
    makers.product()
    assert client.get("/readyz").json()["ready"] is True


def test_readyz_sees_that_the_last_certificate_ended(client):
    makers.product(revoked_on=makers.today())
    assert client.get("/readyz").status_code == 503


def test_readyz_names_the_engine_and_does_not_wait_for_the_cluster(client, settings, monkeypatch):
    makers.product()
    assert client.get("/readyz").json()["search"] == "embedded"
    settings.SEARCH = "elasticsearch"
    assert client.get("/readyz").json()["search"] == "elasticsearch"
    monkeypatch.setattr("search.engines.select.BREAKER", CircuitBreaker(open=True))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["search"]) == (200, "embedded")


@pytest.mark.parametrize("told", ["", "Bearer ", "Bearer wrong", "right"])
def test_metrics_are_for_who_knows_the_token(client, settings, told):
    assert client.get("/metrics", headers={"Authorization": told}).status_code == 404
    settings.METRICS_TOKEN = "right"
    assert client.get("/metrics", headers={"Authorization": told}).status_code == 404
    answer = client.get("/metrics", headers={"Authorization": "Bearer right"})
    assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)
    assert "search_outbox_waiting 0.0" in answer.content.decode()


def test_robots_name_the_sitemap_and_stay_out_of_private_rooms(client, settings):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in text
    for room in ("gio-hang", "thanh-toan", "don-hang", "tai-khoan", "quan-tri", "cms"):
        assert f"Disallow: /{room}/" in text
    assert "Disallow: /en/gio-hang/" in text
    assert "san-pham" not in text
    assert "tim-kiem" not in text, "who may not read a page cannot see that it says noindex"


@pytest.mark.parametrize(
    ("path", "lax"),
    [
        ("/cms/login/", True),
        ("/quan-tri/login/", True),
        ("/en/quan-tri/login/", True),
        ("/django-admin/login/", True),
        ("/gio-hang/", False),
        ("/tai-khoan/dang-nhap/", False),
        ("/cms-khac/", False),
    ],
)
def test_only_back_offices_may_use_inline_script(client, path, lax):
    policy = client.get(path)["Content-Security-Policy"]
    assert ("'unsafe-inline'" in policy) is lax


def test_the_address_decides_whatever_the_view_is():
    answer = AdminPolicyMiddleware(lambda request: {})
    assert answer(RequestFactory().get("/")) == {}


def test_the_footer_shows_the_seller_of_the_settings_and_invents_nothing(client, settings):
    settings.OCOP_SELLER = dict.fromkeys(settings.OCOP_SELLER, "")
    assert "Công ty thử" not in client.get("/gio-hang/").content.decode()
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"legal_name": "Công ty thử"}
    assert "Công ty thử" in client.get("/gio-hang/").content.decode()


def test_a_pinned_day_is_shown_on_every_page(client, settings, clock):
    settings.OCOP_TODAY = makers.date(2026, 11, 21)
    assert "21/11/2026" in client.get("/gio-hang/").content.decode()


def test_an_unknown_address_is_a_page_of_ours(client):
    answer = client.get("/khong-co-trang-nay/")
    assert answer.status_code == 404
    assert "/static/theme/" in answer.content.decode()
