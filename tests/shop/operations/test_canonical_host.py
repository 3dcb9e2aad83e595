"""Other names of the shop lead to its own, where the operator asks for that."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hosts(settings):
    settings.ALLOWED_HOSTS = ["shop.example.vn", "www.shop.example.vn"]
    settings.SITE_URL, settings.CANONICAL_HOST = "https://shop.example.vn", True


def ask(host, path="/san-pham/?sao=4", method="get"):
    return getattr(Client(headers={"host": host}), method)(path)


def test_a_reader_who_comes_by_another_name_is_led_to_the_own_one():
    answer = ask("WWW.shop.example.vn:80")
    assert answer.status_code == 301
    assert answer["Location"] == "https://shop.example.vn/san-pham/?sao=4"


@pytest.mark.parametrize("host", ["shop.example.vn", "Shop.Example.VN", "shop.example.vn.:1"])
def test_a_spelling_of_the_own_name_is_not_another_one(host):
    assert ask(host).status_code == 200


def test_forms_and_health_checks_are_answered_by_any_name(settings):
    assert ask("www.shop.example.vn", "/healthz").status_code == 200
    assert ask("www.shop.example.vn", "/san-pham/", "post").status_code == 405
    settings.CANONICAL_HOST = False
    assert ask("www.shop.example.vn").status_code == 200


def test_a_host_that_is_not_ours_is_refused_and_led_nowhere():
    assert ask("evil.example").status_code == 400
