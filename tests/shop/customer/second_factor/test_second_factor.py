"""The second factor: turned on with a code, asked for at the sign-in, lost phones, all browsers."""

import re

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from shop.users.second_factor.services import begin_setup, confirm_setup, has_second_factor
from tests import makers
from tests.shop.dashboard.conftest import signed_in

pytestmark = pytest.mark.django_db

SAFETY, STEP = "/tai-khoan/bao-mat/", "/tai-khoan/dang-nhap/ma/"
PASSWORD = "mat-khau-thu"


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    """What an app shows; `steps` later, because each code counts once."""
    clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + steps)
    return f"{clock.token():06}"


@pytest.fixture
def person():
    return makers.user(first_name="Lan")


@pytest.fixture
def recovery(person):
    """Turned on; the codes on paper."""
    device = begin_setup(user=person)
    codes = confirm_setup(user=person, code=code_of(device, -1))
    TOTPDevice.objects.update(last_t=-1)
    return codes


def password_step(person, **more) -> tuple[Client, object]:
    browser = Client(headers={"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"})
    posted = {"username": person.email, "password": PASSWORD} | more
    return browser, browser.post("/tai-khoan/dang-nhap/", posted)


def is_signed_in(browser) -> bool:
    return browser.get("/tai-khoan/ho-so/").status_code == 200


def test_it_is_turned_on_with_password_and_code_and_codes_are_shown_once(person):
    browser = signed_in(person)
    page = browser.get(f"{SAFETY}bat/").content.decode()
    assert "<svg" in page
    assert "style=" not in re.search(r"<svg.*?</svg>", page, re.S)[0]
    device = TOTPDevice.objects.get()
    wrong = browser.post(f"{SAFETY}bat/", {"password": "falsch", "code": code_of(device)})
    assert wrong.context["form"].errors["password"]
    answer = browser.post(f"{SAFETY}bat/", {"password": PASSWORD, "code": code_of(device)})
    assert "no-store" in answer["Cache-Control"]
    codes = answer.context["codes"]
    assert len(set(codes)) == 10
    assert has_second_factor(person)
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert not stored & {code.replace("-", "") for code in codes} | stored & set(codes)


def test_a_wrong_code_turns_nothing_on(person):
    browser = signed_in(person)
    browser.get(f"{SAFETY}bat/")
    answer = browser.post(f"{SAFETY}bat/", {"password": PASSWORD, "code": "000 00x"})
    assert answer.context["form"].errors["code"]
    assert not has_second_factor(person)


def test_the_password_alone_signs_nobody_in(person, recovery):
    browser, answer = password_step(person, next="/gio-hang/")
    assert answer["Location"] == f"{STEP}?next=%2Fgio-hang%2F"
    assert not is_signed_in(browser)
    device = TOTPDevice.objects.get()
    answer = browser.post(STEP, {"code": code_of(device), "next": "/gio-hang/"})
    assert answer["Location"] == "/gio-hang/"
    assert is_signed_in(browser)


def test_a_code_counts_once(person, recovery):
    code = code_of(TOTPDevice.objects.get())
    first, _answer = password_step(person)
    first.post(STEP, {"code": code})
    second, _answer = password_step(person)
    assert second.post(STEP, {"code": code}).context["form"].errors["code"]
    assert not is_signed_in(second)


def test_a_recovery_code_signs_in_once_however_it_is_typed(person, recovery):
    browser, _answer = password_step(person)
    browser.post(STEP, {"code": recovery[0].lower().replace("-", " ")})
    assert is_signed_in(browser)
    other, _answer = password_step(person)
    other.post(STEP, {"code": recovery[0]})
    assert not is_signed_in(other)


def test_the_step_is_nothing_without_the_password_or_after_its_time(person, recovery, monkeypatch):
    browser = Client()
    assert browser.get(STEP)["Location"] == "/tai-khoan/dang-nhap/"
    assert browser.post(STEP, {"code": recovery[0]})["Location"] == "/tai-khoan/dang-nhap/"
    browser, _answer = password_step(person)
    monkeypatch.setattr("shop.customer.sign_in.PATIENT_FOR", -1)
    assert browser.post(STEP, {"code": recovery[0]})["Location"] == "/tai-khoan/dang-nhap/"


def test_codes_are_not_guessed_by_the_hundred(person, recovery):
    browser, _answer = password_step(person)
    for number in range(12):
        browser.post(STEP, {"code": f"{number:06}"})
    assert not is_signed_in(browser)
    browser.post(STEP, {"code": recovery[1]})
    assert not is_signed_in(browser)


def test_no_link_leads_off_the_site(person, recovery):
    browser, _answer = password_step(person)
    answer = browser.post(STEP, {"code": recovery[0], "next": "https://boese.example/"})
    assert answer["Location"].startswith("/")


def test_it_is_turned_off_and_codes_are_renewed_with_password_and_code_only(person, recovery):
    browser = signed_in(person)
    path = f"{SAFETY}sua/"
    for posted in ({"password": PASSWORD}, {"code": recovery[0]}, {}):
        browser.post(path, posted | {"tat": "1"})
        assert has_second_factor(person)
    fresh = browser.post(path, {"password": PASSWORD, "code": recovery[0]}).context["codes"]
    assert not set(fresh) & set(recovery)
    browser.post(path, {"password": PASSWORD, "code": fresh[0], "tat": "1"})
    assert not has_second_factor(person)
    assert not StaticToken.objects.exists()


def test_the_browsers_are_listed_and_all_others_signed_out(person):
    first, _answer = password_step(person)
    second, _answer = password_step(person)
    unlisted = signed_in(person)
    page = second.get(SAFETY).content.decode()
    assert page.count("Chrome · Android") == 2
    second.post(SAFETY)
    assert is_signed_in(second)
    assert not is_signed_in(first)
    assert not is_signed_in(unlisted)
    assert second.get(SAFETY).content.decode().count("Chrome · Android") == 1


def test_pages_stay_cheap(person, recovery, django_assert_max_num_queries):
    browser = signed_in(person)
    for path in (SAFETY, f"{SAFETY}sua/"):
        browser.get(path)
        with django_assert_max_num_queries(20):
            assert browser.get(path).status_code == 200
