"""The page of a transfer, its picture and its status."""

import io
from pathlib import Path

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from catalogue.clock import now
from shop.order.links import order_token
from shop.order.payments.transfers.news import apply_events
from shop.order.payments.transfers.page import read_transfer_page
from shop.order.payments.transfers.taking import take_transfer
from shop.payment.transfer.telling import BankTelling, TellingSource
from shop.settings import base
from tests import bank_makers
from tests.bench.server import free_port
from tests.shop.conftest import messages_of
from tests.shop.payment.vietqr_reader import read_payload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bank(settings):
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET


def url(order, name, **more):
    return reverse(f"orders:{name}", kwargs={"token": order_token(order)} | more)


def come(order, amount, text=""):
    telling = BankTelling(
        TellingSource.EVENT,
        f"{text}{amount}",
        not text,
        amount,
        f"{text} {order.payment.reference}",
        "",
        now(),
    )
    take_transfer(telling=telling)


def code_of(client, order):
    picture = client.get(url(order, "pay-code", kind="png")).content
    return read_payload(zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))[0].text)


def test_the_drawn_code_asks_for_what_is_owed_with_the_reference(client, awaiting):
    code = code_of(client, awaiting)
    assert (code.bank, code.account) == ("970436", bank_makers.BANK["account"])
    assert (code.amount, code.purpose) == (int(awaiting.total_incl_tax), awaiting.payment.reference)


def test_after_too_little_the_new_code_asks_for_the_rest(client, awaiting):
    come(awaiting, 1000)
    assert code_of(client, awaiting).amount == int(awaiting.total_incl_tax) - 1000
    assert "còn thiếu" in client.get(url(awaiting, "pay")).content.decode().lower()


def test_the_page_shows_each_line_to_copy(client, awaiting):
    page = client.get(url(awaiting, "pay")).content.decode()
    for text in (
        bank_makers.BANK["account"],
        bank_makers.BANK["holder"],
        awaiting.payment.reference,
    ):
        assert text in page
    assert "Giả lập" not in page
    assert "style=" not in page


def test_the_status_changes_when_the_money_has_come(client, awaiting):
    before = client.get(url(awaiting, "pay-status")).json()
    come(awaiting, int(awaiting.total_incl_tax))
    after = client.get(url(awaiting, "pay-status")).json()
    assert (before["open"], after["open"]) == (True, False)
    assert before["version"] != after["version"]
    assert "Cảm ơn" in after["text"]


def test_a_paid_order_has_no_code_to_pay_again(client, awaiting):
    come(awaiting, int(awaiting.total_incl_tax))
    assert client.get(url(awaiting, "pay-code", kind="svg")).status_code == 404


@pytest.mark.parametrize(
    ("extra", "words"), [(0, "Cảm ơn"), (500, "phần thừa"), (None, "Đã nhận thêm")]
)
def test_each_case_of_a_paid_order_has_its_words(client, awaiting, extra, words):
    total = int(awaiting.total_incl_tax)
    come(awaiting, total + (extra or 0))
    if extra is None:
        come(awaiting, 700)
    assert words in client.get(url(awaiting, "pay")).content.decode()


def test_money_taken_back_is_told_and_a_new_code_shown(client, awaiting):
    come(awaiting, int(awaiting.total_incl_tax))
    come(awaiting, int(awaiting.total_incl_tax), "HOAN TRA")
    assert "thu hồi" in client.get(url(awaiting, "pay")).content.decode()
    assert code_of(client, awaiting).amount == int(awaiting.total_incl_tax)


def test_without_an_account_nothing_is_drawn(client, awaiting, settings):
    settings.PAYMENT_BANK = dict.fromkeys(bank_makers.BANK, "")
    assert not read_transfer_page(awaiting).is_open
    assert client.get(url(awaiting, "pay-code", kind="svg")).status_code == 404


def test_nothing_is_simulated_outside_the_demonstration(client, awaiting):
    assert client.post(url(awaiting, "pay-simulation")).status_code == 404


def test_the_demonstration_says_that_it_is_one(client, awaiting, settings):
    settings.BANK_SIMULATION = True
    page = client.get(url(awaiting, "pay")).content.decode()
    assert "Giả lập: tiền đã đến" in page
    assert "Thử nghiệm" in page


def test_only_the_laptops_settings_make_the_bank_up():
    settings_folder = Path(base.__file__).parent
    switches = {
        path.name
        for path in settings_folder.glob("*.py")
        if "BANK_SIMULATION = True" in path.read_text(encoding="utf-8")
    }
    assert switches == {"dev.py"}
    assert base.BANK_SIMULATION is False


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_made_bank_tells_the_webhook_over_http(client, awaiting, settings, live_server):
    settings.BANK_SIMULATION, settings.BANK_WEBHOOK_SECRET = True, bank_makers.SECRET
    host = live_server.url.removeprefix("http://")
    served = {"headers": {"host": host}, "SERVER_PORT": host.rpartition(":")[2]}
    answer = client.post(url(awaiting, "pay-simulation"), **served)
    assert answer.url == url(awaiting, "pay")
    assert apply_events() == 1
    awaiting.payment.refresh_from_db()
    assert awaiting.payment.status == "paid"


def test_a_made_bank_that_is_away_is_told(client, awaiting, settings):
    settings.BANK_SIMULATION, settings.BANK_WEBHOOK_SECRET = True, bank_makers.SECRET
    answer = client.post(url(awaiting, "pay-simulation"), SERVER_PORT=free_port(), follow=True)
    assert "Không liên lạc được" in messages_of(answer)
