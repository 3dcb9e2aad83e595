"""Proving an e-mail address, and the guest orders that come with it."""

import re

import pytest
from django.core import mail
from django.test import Client

from shop.customer.verification.services import verification_path
from shop.users.models import User
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("emails_go")]
ACCOUNT = "/tai-khoan/"
GOOD = "Suoi-Giang-1987"


def link_in(email) -> str:
    return re.search(r"http://testserver(/tai-khoan/xac-nhan-email/\S+)", email.body)[1]


def is_proven(person) -> bool:
    return User.objects.get(pk=person.pk).has_verified_email


def test_the_email_of_a_new_account_proves_its_address(client):
    form = {"email": "an@example.vn", "phone": "", "password1": GOOD, "password2": GOOD}
    client.post(f"{ACCOUNT}dang-ky/", form)
    user = User.objects.get()
    assert not is_proven(user)
    link = link_in(mail.outbox[0])
    assert client.get(link).status_code == 200
    assert not is_proven(user)
    client.post(link)
    assert is_proven(user)


def test_a_guests_order_joins_the_list_only_after_the_proof(home, person, order_for):
    order = order_for(email="LAN@example.vn")
    assert order.number not in home.get(f"{ACCOUNT}don-hang/").content.decode()
    home.post(verification_path(person))
    assert order.number in home.get(f"{ACCOUNT}don-hang/").content.decode()


def test_a_later_guest_order_joins_at_the_next_sign_in(client, person, order_for):
    client.force_login(person)
    client.post(verification_path(person))
    client.logout()
    order = order_for(email=person.email)
    client.post(f"{ACCOUNT}dang-nhap/", {"username": person.email, "password": "mat-khau-thu"})
    assert order.number in client.get(f"{ACCOUNT}don-hang/").content.decode()


def test_signing_in_unproven_takes_no_order(client, person, order_for):
    order = order_for(email=person.email)
    client.post(f"{ACCOUNT}dang-nhap/", {"username": person.email, "password": "mat-khau-thu"})
    assert order.number not in client.get(f"{ACCOUNT}don-hang/").content.decode()


def test_another_account_cannot_use_the_link(client, person):
    client.force_login(makers.user())
    client.post(verification_path(person))
    assert not is_proven(person)


def test_a_stranger_is_asked_to_sign_in_first(person):
    answer = Client().post(verification_path(person))
    assert answer["Location"].startswith(f"{ACCOUNT}dang-nhap/")
    assert not is_proven(person)


def test_a_link_ends_after_three_days_and_with_the_address(home, person, clock):
    old = verification_path(person)
    clock.shift(3 * 24 * 3600 + 1)
    home.post(old)
    assert not is_proven(person)
    fresh = verification_path(person)
    User.objects.filter(pk=person.pk).update(email="moi@example.vn")
    home.post(fresh)
    assert not is_proven(person)


def test_a_second_press_is_harmless(home, person):
    assert home.post(verification_path(person)).status_code == 302
    assert home.post(verification_path(person)).status_code == 302


def test_the_email_can_be_had_again_three_times_an_hour(home, person):
    for _time in range(5):
        home.post(f"{ACCOUNT}xac-nhan-email/")
    assert len(mail.outbox) == 3


def test_a_new_address_has_to_be_proven_again(home, person):
    home.post(verification_path(person))
    form = {"first_name": "Lan", "email": "moi@example.vn", "phone": person.phone}
    home.post(f"{ACCOUNT}ho-so/sua/", form | {"current_password": "mat-khau-thu"})
    assert not is_proven(person)
    (email,) = [email for email in mail.outbox if email.to == ["moi@example.vn"]]
    assert link_in(email)


def test_one_may_buy_without_the_proof(home, person, order_for):
    order = order_for(person)
    assert order.number in home.get(f"{ACCOUNT}don-hang/").content.decode()
