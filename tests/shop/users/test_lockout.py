"""Passwords that were guessed too often: by name, by network, by both; and owners who get in."""

import re

import pytest
from django.core import mail
from django.test import Client

from shop.users import lockout
from tests import makers

PASSWORD, WRONG = "mat-khau-thu", "sai"
SHOP = "/tai-khoan/dang-nhap/"
STAFF_PAGES = ["/quan-tri/login/", "/django-admin/login/", "/cms/login/"]


@pytest.fixture(autouse=True)
def _locks(settings):
    settings.AXES_ENABLED = True


@pytest.fixture
def person(db):
    return makers.user(email="lan@example.vn", phone="0912345678", is_staff=True)


def attempt(name, password=WRONG, sign_in=SHOP, client=None, **where):
    return (client or Client()).post(sign_in, {"username": name, "password": password}, **where)


def fail(times, name="lan@example.vn", **where):
    for _time in range(times):
        answer = attempt(name, **where)
    return answer


def known_browser(person) -> Client:
    """A browser that has been signed in to the account and out again."""
    client = Client()
    attempt(person.email, PASSWORD, client=client)
    client.post("/tai-khoan/dang-xuat/")
    return client


def accepted(answers) -> int:
    """How many of the tries had their password looked at."""
    return sum(answer.status_code != 429 for answer in answers)


def test_the_fifth_wrong_password_closes_the_sign_in(person):
    assert fail(4).status_code == 200
    closed = fail(1)
    assert closed.status_code == 429
    assert 0 < int(closed["Retry-After"]) <= 900
    assert "15 phút" in closed.content.decode()


@pytest.mark.parametrize("sign_in", STAFF_PAGES)
def test_the_sign_in_pages_of_staff_look_at_no_password(person, sign_in):
    answer = attempt(person.email, PASSWORD, sign_in=sign_in)
    assert answer["Location"].startswith(f"{SHOP}?next=")
    assert not answer.wsgi_request.user.is_authenticated


def test_the_right_password_waits_too_and_opens_again_after_a_quarter_of_an_hour(person, clock):
    fail(5)
    assert attempt(person.email, PASSWORD).status_code == 429
    clock.shift(600)
    still = attempt(person.email, PASSWORD)
    assert still.status_code == 429
    assert int(still["Retry-After"]) == 300
    clock.shift(301)
    assert attempt(person.email, PASSWORD).status_code == 302


@pytest.mark.parametrize(
    "spellings",
    [
        ("0912345678", "+84 912 345 678", "0912 345 678"),
        ("lan@example.vn", "LAN@Example.vn", "ｌａｎ@example.vn", "la\u200bn@example.vn"),
    ],
)
def test_spellings_of_one_name_count_together(person, spellings):
    for name in (spellings * 4)[:4]:
        assert attempt(name).status_code == 200
    assert attempt(spellings[-1]).status_code == 429


def test_a_dotless_i_is_another_name(db):
    makers.user(email="nguoi-mua@example.vn")
    fail(5, "nguoi-mua@example.vn", REMOTE_ADDR="203.0.113.7")
    other = attempt("nguo\u0131-mua@example.vn", PASSWORD, REMOTE_ADDR="203.0.113.8")
    assert other.status_code == 200
    assert not other.wsgi_request.user.is_authenticated


def test_another_account_and_another_network_are_not_closed(person):
    other = makers.user(email="khac@example.vn")
    fail(5)
    assert attempt(other.email, PASSWORD).status_code == 302
    assert attempt(person.email, PASSWORD, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_a_name_without_account_is_closed_alike(db):
    assert fail(5, "khong-co@example.vn").status_code == 429


def test_addresses_of_one_ipv6_network_count_together(person):
    answers = [attempt(person.email, REMOTE_ADDR=f"2001:db8:1:2::{n:x}") for n in range(12)]
    assert accepted(answers) == 4
    assert attempt(person.email, PASSWORD, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_many_names_from_one_network_are_stopped(db):
    answers = [attempt(f"nguoi-{n}@example.vn") for n in range(12)]
    assert accepted(answers) == 9


def test_one_name_from_many_networks_is_slowed(person):
    answers = [attempt(person.email, REMOTE_ADDR=f"203.0.113.{n}") for n in range(40)]
    assert accepted(answers) == 19


def test_strangers_do_not_lock_an_owner_out_of_a_browser_that_knows_the_account(person):
    home = known_browser(person)
    for n in range(25):
        attempt(person.email, REMOTE_ADDR=f"203.0.113.{n}")
    fail(10)
    assert attempt(person.email, PASSWORD).status_code == 429
    for name in (person.email, "0912 345 678"):
        assert attempt(name, PASSWORD, client=home).status_code == 302
        home.post("/tai-khoan/dang-xuat/")


def test_a_browser_that_knows_the_account_may_not_guess_for_ever_either(person):
    home = known_browser(person)
    answers = [attempt(person.email, client=home) for _try in range(30)]
    assert accepted(answers) == 9


def test_a_browser_that_knows_one_account_knows_no_other(person):
    home = known_browser(makers.user())
    assert accepted([attempt(person.email, client=home) for _try in range(12)]) == 4


def test_a_cookie_that_we_did_not_sign_is_none(person):
    home = Client()
    home.cookies[lockout.COOKIE] = "eyJpZCI6IngiLCJ1c2VycyI6WzFdfQ:1abc:def"
    assert accepted([attempt(person.email, client=home) for _try in range(12)]) == 4


@pytest.mark.usefixtures("emails_go")
def test_a_new_password_opens_the_sign_in_at_once(person):
    owner = Client()
    for n in range(25):
        attempt(person.email, REMOTE_ADDR=f"203.0.113.{n}")
    owner.post("/dat-lai-mat-khau/", {"name": person.email})
    link = re.search(r"http://testserver(/dat-lai-mat-khau/dat/\S+)", mail.outbox[-1].body)[1]
    new = "Suoi-Giang-1987"
    owner.post(owner.get(link).url, {"new_password1": new, "new_password2": new})
    assert attempt(person.email, new).status_code == 429
    assert attempt(person.email, new, client=owner).status_code == 302


def test_our_own_proxy_is_believed_and_nobody_else(person):
    near = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.7:4711"}
    fail(5, **near)
    far = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": "203.0.113.7"}
    assert attempt(person.email, PASSWORD, **near).status_code == 429
    assert attempt(person.email, PASSWORD, **far).status_code == 302


def test_signing_in_forgets_the_wrong_tries(person):
    fail(4)
    attempt(person.email, PASSWORD)
    assert fail(4).status_code == 200


def test_signing_in_costs_a_network_nothing(db):
    people = [makers.user() for _number in range(15)]
    answers = [attempt(user.email, PASSWORD) for user in people]
    assert [answer.status_code for answer in answers] == [302] * 15
