"""Another e-mail address: who is told, who gets in, and what happens to two changes at once."""

import re
from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client

from shop.customer.verification.services import verification_path
from shop.mail.delivery import deliver
from shop.users.forms import ProfileForm
from shop.users.models import User
from tests import makers

EDIT, CONFIRM = "/tai-khoan/ho-so/sua/", r"http://testserver(/tai-khoan/xac-nhan-email/\S+)"
PASSWORD, GOOD = "mat-khau-thu", "Suoi-Giang-1987"
RESET = "/dat-lai-mat-khau/dat/"


def change(client, user, email):
    """Send the form as its page has shown it, with another address."""
    page = client.get(EDIT).content.decode()
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1].replace("&quot;", '"')
    form = {"first_name": "Lan", "email": email, "phone": user.phone or "", "seen": seen}
    return client.post(EDIT, form | {"current_password": PASSWORD})


def letters_to(address):
    deliver()
    return [email for email in mail.outbox if email.to == [address]]


@pytest.mark.django_db
class TestWhoIsTold:
    def test_a_proven_old_address_gets_a_way_back(self, client):
        user = makers.user(email="lan@example.vn", verified_email="lan@example.vn")
        client.force_login(user)
        change(client, user, "moi@example.vn")
        (letter,) = letters_to("lan@example.vn")
        assert "moi@example.vn" in letter.body
        assert RESET in letter.body

    def test_a_mistyped_old_address_gets_no_way_into_the_account(self, client):
        user = makers.user(email="lan@example.vn", verified_email="lan@example.vn")
        client.force_login(user)
        change(client, user, "nguoi-la@example.vn")
        deliver()
        mail.outbox.clear()
        user.refresh_from_db()
        change(client, user, "lan.moi@example.vn")
        (letter,) = letters_to("nguoi-la@example.vn")
        assert RESET not in letter.body
        assert "lan.moi@example.vn" not in letter.body
        assert "không còn dùng địa chỉ email này" in letter.body

    @pytest.mark.parametrize("path", ["/django-admin/users/user/{}/change/", "/cms/users/edit/{}/"])
    def test_staff_who_change_it_tell_both_addresses(self, client, path):
        client.force_login(User.objects.create_superuser("chu@example.vn", GOOD))
        user = makers.user(email="lan@example.vn", verified_email="lan@example.vn")
        user.groups.set(Group.objects.filter(name="Editors"))
        form = {"email": "moi@example.vn", "phone": "", "first_name": "Lan", "last_name": "Trần"}
        answer = client.post(path.format(user.pk), form | {"is_active": "on"})
        assert answer.status_code == 302
        (told,) = letters_to("lan@example.vn")
        (asked,) = letters_to("moi@example.vn")
        assert RESET in told.body
        assert re.search(CONFIRM, asked.body)

    def test_staff_who_change_something_else_tell_nobody(self, client):
        client.force_login(User.objects.create_superuser("chu@example.vn", GOOD))
        user = makers.user(email="lan@example.vn", verified_email="lan@example.vn")
        form = {"email": "LAN@example.vn", "phone": "", "first_name": "Lan", "is_active": "on"}
        client.post(f"/django-admin/users/user/{user.pk}/change/", form)
        deliver()
        assert mail.outbox == []


@pytest.mark.django_db
class TestConfirming:
    def test_a_link_that_was_used_does_nothing_after_the_next_change(self, client):
        user = makers.user(email="lan@example.vn")
        client.force_login(user)
        first = verification_path(user)
        client.post(first)
        change(client, user, "moi@example.vn")
        client.post(first)
        assert not User.objects.get(pk=user.pk).has_verified_email

    def test_an_address_in_punycode_is_the_one_in_letters(self, client, order_for):
        order = order_for(email="an@đặcsản.vn")
        user = makers.user(email="lan@example.vn")
        client.force_login(user)
        change(client, user, "an@xn--csn-uqa6698amda.vn")
        user.refresh_from_db()
        client.post(verification_path(user))
        order.refresh_from_db()
        assert order.user == user


@pytest.mark.django_db
class TestNothingElseIsWritten:
    """A form writes what stands on it: what was changed meanwhile stays changed."""

    def test_a_profile_does_not_bring_an_old_password_back(self):
        user = makers.user(email="lan@example.vn")
        opened = User.objects.get(pk=user.pk)
        form = ProfileForm(
            {"first_name": "Lan", "email": "lan@example.vn", "phone": ""}, instance=opened
        )
        assert form.is_valid()
        user.set_password(GOOD)
        user.is_active = False
        user.save()
        form.save()
        kept = User.objects.get(pk=user.pk)
        assert kept.check_password(GOOD)
        assert not kept.is_active
        assert kept.first_name == "Lan"

    @pytest.mark.parametrize("name", ["ChangePasswordForm", "NewPasswordForm"])
    def test_a_new_password_does_not_bring_an_old_address_back(self, name):
        from shop.users import forms

        user = makers.user(email="lan@example.vn")
        opened = User.objects.get(pk=user.pk)
        data = {"old_password": PASSWORD, "new_password1": GOOD, "new_password2": GOOD}
        form = getattr(forms, name)(opened, data)
        assert form.is_valid()
        User.objects.filter(pk=user.pk).update(email="moi@example.vn")
        form.save()
        kept = User.objects.get(pk=user.pk)
        assert kept.email == "moi@example.vn"
        assert kept.check_password(GOOD)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_that_take_one_address_the_second_is_told_in_words(monkeypatch):
    users = [makers.user(email=f"{name}@example.vn") for name in ("lan", "mai")]
    browsers = [Client(raise_request_exception=False) for _ in users]
    for browser, user in zip(browsers, users, strict=True):
        browser.force_login(user)
    is_valid, line = ProfileForm.is_valid, Barrier(2, timeout=30)

    def judged_together(form):
        answer = is_valid(form)
        line.wait()
        return answer

    monkeypatch.setattr(ProfileForm, "is_valid", judged_together)
    answers = {}

    def go(browser, user):
        form = {"first_name": "Lan", "email": "chung@example.vn", "phone": ""}
        answers[user.pk] = browser.post(EDIT, form | {"current_password": PASSWORD})
        connection.close()

    threads = [Thread(target=go, args=pair) for pair in zip(browsers, users, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    (refused,) = [answer for answer in answers.values() if answer.status_code == 200]
    assert list(refused.context["form"].errors) == ["email"]
