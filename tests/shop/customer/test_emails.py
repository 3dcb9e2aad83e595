"""E-mails of an account wait in the outbox, hold no secret there, and are in the reader's language."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import translation

from shop.customer.emails.account import CHANGED, RESET, enqueue_account_email
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.partner.models import StockRecord
from tests import makers
from tests.shop.mail.servers import DOWN

pytestmark = pytest.mark.django_db
GOOD = "Suoi-Giang-1987"
SIGN_UP, FORGOTTEN = "tai-khoan/dang-ky/", "dat-lai-mat-khau/"
ASK = "tai-khoan/nhac-hang/dat/{}/"


@pytest.fixture
def worker():
    """Return a function that sends what waits, as the worker does: nobody's page is open."""

    def _work():
        with translation.override("vi"):
            deliver()
        return mail.outbox

    return _work


def sign_up(client, prefix="/"):
    form = {"email": "an@example.vn", "phone": "", "password1": GOOD, "password2": GOOD}
    return client.post(f"{prefix}{SIGN_UP}", form)


def test_a_welcome_waits_for_a_mail_server_that_is_down(client, settings, clock):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    assert sign_up(client).status_code == 302
    assert deliver().failed == 1
    settings.EMAIL_DELIVERY_BACKEND = working
    clock.shift(120)
    assert deliver().sent == 1
    link = re.search(r"http://testserver(/tai-khoan/xac-nhan-email/\S+)", mail.outbox[0].body)[1]
    assert client.post(link).status_code == 302


def test_what_waits_holds_no_address_and_no_link(person):
    enqueue_account_email(RESET, person)
    stored = " ".join(str(value) for value in OutgoingEmail.objects.values_list().get())
    assert person.email not in stored
    assert "/" not in stored


def test_an_email_of_an_account_has_the_same_layout_as_one_of_an_order(client, worker):
    sign_up(client)
    (email,) = worker()
    written = email.alternatives[0][0]
    assert 'class="email"' in written, "emails/frame.html"
    assert f"<title>{email.subject}</title>" in written
    assert len(re.findall(r'href="http://testserver/tai-khoan/xac-nhan-email/', written)) == 1


def test_what_is_asked_for_twice_before_it_goes_goes_once(person, worker):
    enqueue_account_email(RESET, person)
    enqueue_account_email(RESET, person)
    assert len(worker()) == 1
    enqueue_account_email(RESET, person)
    assert len(worker()) == 2


def test_a_way_back_in_is_dropped_when_the_owner_has_got_in(client, person, worker, clock):
    enqueue_account_email(RESET, person)
    clock.shift(60)
    form = {"username": person.email, "password": "mat-khau-thu"}
    client.post("/tai-khoan/dang-nhap/", form)
    assert worker() == []


def test_an_account_that_is_gone_gets_no_email(person, worker):
    enqueue_account_email(CHANGED, person)
    person.delete()
    assert worker() == []


def test_the_worker_greets_in_the_language_of_the_page_that_opened_the_account(client, worker):
    sign_up(client, "/en/")
    (email,) = worker()
    assert email.subject == "Welcome: please confirm your e-mail address"
    assert "http://testserver/en/tai-khoan/" in email.body
    assert '<html lang="en">' in email.alternatives[0][0]


def test_signing_in_tells_which_language_one_reads(client, person, worker):
    form = {"username": person.email, "password": "mat-khau-thu"}
    client.post("/en/tai-khoan/dang-nhap/", form)
    enqueue_account_email(RESET, person)
    OutgoingEmail.objects.update(written_at="2099-01-01T00:00Z")
    assert worker()[0].subject == "Set a new password"


def test_a_stranger_does_not_choose_the_language_of_the_owner(client, person, worker):
    client.post(f"/en/{FORGOTTEN}", {"name": person.email})
    assert worker()[0].subject == "Đặt mật khẩu mới"


def test_the_staff_reads_vietnamese_whoever_asks(client, worker, settings):
    settings.OCOP_PHONE_CODES = "desk"
    settings.OCOP_SELLER = settings.OCOP_SELLER | {"email": "quay@example.vn"}
    makers.user(email=None, phone="0987654321")
    client.post(f"/en/{FORGOTTEN}", {"name": "0987654321"})
    assert worker()[0].subject.startswith("Xin gọi 0987 654 321")


def test_a_reminder_is_answered_in_the_language_that_it_was_asked_in(client, worker):
    product = makers.product("Chè Shan tuyết", stock=0)
    client.post(f"/en/{ASK.format(product.pk)}", {"email": "an@example.com"})
    reminder = worker()[0]
    assert reminder.subject == "Shall we tell you when “Chè Shan tuyết” is back?"
    client.post(re.search(r"http://testserver(/en/\S+)", reminder.body)[1])
    StockRecord.objects.filter(product=product).update(num_in_stock=5)
    with translation.override("vi"):
        call_command("send_stock_alerts", verbosity=0)
    assert worker()[1].subject == "“Chè Shan tuyết” is back"


def test_an_order_is_confirmed_in_the_language_it_was_placed_in(order_for, worker):
    with translation.override("en"):
        order = order_for(email="an@example.com")
    subjects = {email.to[0]: email.subject for email in worker()}
    assert subjects["an@example.com"] == f"Your order {order.number} has been received"
