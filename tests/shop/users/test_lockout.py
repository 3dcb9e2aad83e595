"""Doors that close for a while after wrong passwords: the shop's and those of the back offices."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests import makers

PASSWORD, WRONG = "mat-khau-thu", "sai"
SHOP = "/tai-khoan/dang-nhap/"
SIGN_IN_PAGES = [SHOP, "/quan-tri/login/", "/django-admin/login/", "/cms/login/"]


@pytest.fixture(autouse=True)
def _locks(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def person(db):
    return makers.user(email="lan@example.vn", phone="0912345678", is_staff=True)


def attempt(name, password=WRONG, sign_in=SHOP, **where):
    return Client().post(sign_in, {"username": name, "password": password}, **where)


def fail(times, name="lan@example.vn", sign_in=SHOP, **where):
    for _time in range(times):
        answer = attempt(name, sign_in=sign_in, **where)
    return answer


@pytest.mark.parametrize("sign_in", SIGN_IN_PAGES)
def test_the_fifth_wrong_password_closes_every_sign_in(person, sign_in):
    assert fail(4, sign_in=sign_in).status_code == 200
    closed = fail(1, sign_in=sign_in)
    assert closed.status_code == 429
    assert 0 < int(closed["Retry-After"]) <= 900
    assert "15 phút" in closed.content.decode()


def test_the_right_password_waits_too_and_opens_again_after_a_quarter_of_an_hour(person, clock):
    fail(5)
    assert attempt(person.email, PASSWORD).status_code == 429
    clock.shift(600)
    still = attempt(person.email, PASSWORD)
    assert still.status_code == 429
    assert int(still["Retry-After"]) == 300
    clock.shift(301)
    assert attempt(person.email, PASSWORD).status_code == 302


def test_spellings_of_one_name_count_together(person):
    fail(2, "0912345678")
    fail(2, "+84 912 345 678")
    assert fail(1, "0912 345 678").status_code == 429


def test_another_account_and_another_address_are_not_closed(person):
    other = makers.user(email="khac@example.vn")
    fail(5)
    assert attempt(other.email, PASSWORD).status_code == 302
    assert attempt(person.email, PASSWORD, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_a_name_without_account_is_closed_alike(db):
    assert fail(5, "khong-co@example.vn").status_code == 429


def test_our_own_proxy_is_believed_and_nobody_else(person):
    near = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    fail(5, **near)
    far = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    assert attempt(person.email, PASSWORD, **near).status_code == 429
    assert attempt(person.email, PASSWORD, **far).status_code == 302


def test_no_password_is_stored(person):
    attempt(person.email, "bi-mat-cua-toi")
    stored = AccessAttempt.objects.values_list("post_data", "get_data", "username")
    assert "bi-mat-cua-toi" not in str(list(stored))


def test_signing_in_forgets_the_wrong_tries(person):
    fail(4)
    attempt(person.email, PASSWORD)
    assert fail(4).status_code == 200
