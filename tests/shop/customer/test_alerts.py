"""Reminders: asked for, confirmed by e-mail, answered once, called off, never without certificate."""

import re
from datetime import date

import pytest
from django.core import mail
from django.core.management import call_command

from shop.customer.alerts.services import alert_path
from shop.customer.models import ProductAlert
from shop.partner.models import StockRecord
from shop.users.models import User
from tests import makers

pytestmark = pytest.mark.django_db
ASK = "/tai-khoan/nhac-hang/dat/{}/"


@pytest.fixture
def product(clock, db):
    return makers.product("Chè Shan tuyết", stock=0, until=date(2026, 12, 31))


@pytest.fixture
def pressed(emails_sent):
    """Return a function that sends a form and lets what waits for the commit happen."""

    def _press(client, url, **form):
        with emails_sent():
            return client.post(url, form)

    return _press


def refill(product, stock=5):
    StockRecord.objects.filter(product=product).update(num_in_stock=stock)


def notify_back_in_stock(capture):
    with capture():
        call_command("send_stock_alerts", verbosity=0)


def links(email) -> list[str]:
    return re.findall(r"http://testserver(/\S+)", email.body)


def test_a_guest_confirms_and_gets_one_email(client, product, pressed, emails_sent):
    page = client.get(product.get_absolute_url()).content.decode()
    assert ASK.format(product.pk) in page
    pressed(client, ASK.format(product.pk), email="An@Example.vn")
    confirm = links(mail.outbox[0])[0]
    refill(product)
    notify_back_in_stock(emails_sent)
    assert len(mail.outbox) == 1, "nothing before the guest has confirmed"
    client.get(confirm)
    assert ProductAlert.objects.get().status == "Unconfirmed", "programs open links"
    client.post(confirm)
    for _time in range(2):
        notify_back_in_stock(emails_sent)
    assert [email.to for email in mail.outbox] == [["an@example.vn"], ["an@example.vn"]]
    assert product.get_absolute_url() in mail.outbox[1].body


def test_asking_twice_is_asking_once(client, product, pressed):
    for _time in range(2):
        answer = pressed(client, ASK.format(product.pk), email="an@example.vn")
        assert answer["Location"] == product.get_absolute_url()
    assert ProductAlert.objects.count() == len(mail.outbox) == 1


def test_a_proven_account_needs_no_email_to_confirm(home, person, product, pressed):
    User.objects.filter(pk=person.pk).update(verified_email=person.email)
    pressed(home, ASK.format(product.pk), email=person.email)
    assert mail.outbox == []
    assert "Chè Shan tuyết" in home.get("/tai-khoan/nhac-hang/").content.decode()
    assert "Khi có hàng" in home.get(product.get_absolute_url()).content.decode()


def test_an_unproven_account_confirms_like_a_guest(home, person, product, pressed):
    pressed(home, ASK.format(product.pk), email=person.email)
    assert ProductAlert.objects.get().status == "Unconfirmed"


def test_what_lost_its_certificate_is_not_announced(
    home, person, product, pressed, clock, emails_sent
):
    User.objects.filter(pk=person.pk).update(verified_email=person.email)
    pressed(home, ASK.format(product.pk), email=person.email)
    refill(product)
    clock.move_to("2027-01-02 09:00 +0700")
    notify_back_in_stock(emails_sent)
    assert mail.outbox == []


def test_an_email_can_be_called_off_and_twice_is_once(client, product, pressed, emails_sent):
    pressed(client, ASK.format(product.pk), email="an@example.vn")
    alert = ProductAlert.objects.get()
    client.post(alert_path("alert-confirm", alert))
    end = links(mail.outbox[0])[1]
    assert client.get(end).status_code == 200
    for _time in range(2):
        assert client.post(end).status_code == 200
    refill(product)
    notify_back_in_stock(emails_sent)
    assert len(mail.outbox) == 1
    client.post(alert_path("alert-confirm", alert))
    assert ProductAlert.objects.get().status == "Cancelled"


def test_a_token_that_is_not_ours_is_not_found(client, product):
    for name in ("xac-nhan", "thoi"):
        assert client.get(f"/tai-khoan/nhac-hang/{name}/1.abc/").status_code == 404


def test_what_is_in_stock_or_unknown_needs_no_reminder(client, db):
    there = makers.product()
    assert client.get(ASK.format(there.pk))["Location"] == there.get_absolute_url()
    assert client.get(ASK.format(999999)).status_code == 404


@pytest.mark.parametrize("email", ["", "abc", "a@b", "<script>@x", "a@example.vn\nBcc: b@x.vn"])
def test_what_is_no_address_is_said_beside_the_field(client, product, email):
    answer = client.post(ASK.format(product.pk), {"email": email})
    assert "email" in answer.context["form"].errors
    assert ProductAlert.objects.count() == 0


def test_nobody_is_flooded(client, product):
    for _time in range(10):
        client.post(ASK.format(product.pk), {"email": "an@example.vn"})
    answer = client.post(ASK.format(product.pk), {"email": "an@example.vn"})
    assert answer.status_code == 429
    assert answer["Retry-After"]


def test_an_unproven_account_does_not_take_over_reminders_of_its_address(client, product, pressed):
    pressed(client, ASK.format(product.pk), email="an@example.vn")
    client.post(alert_path("alert-confirm", ProductAlert.objects.get()))
    makers.user(email="an@example.vn")
    assert ProductAlert.objects.get().user is None
