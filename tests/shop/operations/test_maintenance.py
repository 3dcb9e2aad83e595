"""Closed for work: nobody is left in the dark, staff can look, watchers stay."""

import pytest
from django.test import Client

from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(settings, tmp_path, client):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    assert client.get("/gio-hang/").status_code == 200
    settings.MAINTENANCE_FILE.touch()
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"phone": "0987 654 321", "email": "a@shop.vn"}
    return settings


@pytest.mark.parametrize("path", ["/", "/en/", "/gio-hang/", "/en/san-pham/"])
def test_visitors_learn_when_to_come_back_and_whom_to_call(closed, client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "900")
    assert "0987 654 321" in answer.content.decode()
    assert "a@shop.vn" in answer.content.decode()
    assert answer.cookies == {}


@pytest.mark.parametrize("language", ["", "/en"])
def test_watchers_and_ways_in_for_staff_stay_open(closed, client, language):
    assert client.get("/healthz").status_code == 200
    page = client.get(f"{language}/quan-tri/login/", follow=True)
    way_in = f"{language}/tai-khoan/dang-nhap/"
    assert (page.status_code, page.request["PATH_INFO"]) == (200, way_in)


@pytest.mark.parametrize(("is_staff", "status"), [(True, 200), (False, 503)])
def test_only_staff_may_pass(closed, is_staff, status):
    browser = Client()
    browser.force_login(makers.user(is_staff=is_staff))
    assert browser.get("/gio-hang/").status_code == status


def test_the_setting_closes_too_and_opening_needs_no_restart(closed, client):
    closed.MAINTENANCE_FILE.unlink()
    assert client.get("/gio-hang/").status_code == 200
    closed.MAINTENANCE = True
    assert client.get("/gio-hang/").status_code == 503
