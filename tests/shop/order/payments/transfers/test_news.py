"""The bank's messages and statements, from the wire to the order."""

import json

import pytest

from shop.order.payments.transfers.news import apply_events, process_waiting
from shop.order.payments.transfers.statements import explain_columns, receive_statement
from shop.payment.models import (
    BankLine,
    BankStatement,
    EventOutcome,
    LedgerEntry,
    Payment,
    ProviderEvent,
    StatementState,
)
from tests import bank_makers, makers
from tests.bank_makers import Transfer, sepay, tell

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bank(settings):
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET


@pytest.fixture
def paid(awaiting):
    """The transfer that pays the order."""
    return Transfer(int(awaiting.total_incl_tax), f"MBVCB.1.{awaiting.payment.reference}.CT", "FT1")


def status():
    return Payment.objects.get().status


def send_file(data, name="sao-ke.csv"):
    from django.core.files.base import ContentFile

    statement, _created = receive_statement(file=ContentFile(data), name=name, by=makers.user())
    process_waiting()
    return BankStatement.objects.get(pk=statement.pk)


def test_a_signed_message_is_stored_and_pays_when_the_worker_comes(paid):
    answer = tell(sepay(paid))
    assert (answer.status_code, answer.json()) == (200, {"success": True})
    assert status() == "awaiting"
    assert apply_events() == 1
    assert status() == "paid"


def test_a_message_told_ten_times_counts_once(paid):
    assert {tell(sepay(paid)).status_code for _ in range(10)} == {200}
    process_waiting()
    assert (ProviderEvent.objects.count(), LedgerEntry.objects.count()) == (1, 1)


@pytest.mark.parametrize("sent", [{"secret": "falsch"}, {"age": 301}, {"age": -301}])
def test_a_wrong_signature_or_an_old_moment_stores_nothing(paid, sent):
    assert tell(sepay(paid), **sent).status_code == 400
    assert ProviderEvent.objects.count() == 0


def test_a_body_written_anew_is_not_the_signed_one(paid):
    from django.test import Client

    from catalogue.clock import now
    from shop.payment.transfer.signature import SIGNATURE_HEADER, TIMESTAMP_HEADER, sign

    body, stamp = json.dumps(sepay(paid)).encode(), str(int(now().timestamp()))
    headers = {
        TIMESTAMP_HEADER: stamp,
        SIGNATURE_HEADER: sign(body, secret=bank_makers.SECRET, timestamp=stamp),
    }
    anew = json.dumps(sepay(paid), indent=1).encode()
    answer = Client().post(
        "/webhooks/ngan-hang/", anew, content_type="application/json", headers=headers
    )
    assert answer.status_code == 400


def test_without_a_secret_nothing_is_taken(paid, settings):
    settings.BANK_WEBHOOK_SECRET = ""
    assert tell(sepay(paid), secret="").status_code == 400


def test_a_key_in_a_header_opens_nothing(paid):
    from django.test import Client

    answer = Client().post(
        "/webhooks/ngan-hang/",
        json.dumps(sepay(paid)),
        content_type="application/json",
        headers={"Authorization": f"Apikey {bank_makers.SECRET}"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"[]", b"{", b"null", b"\xff"])
def test_what_is_no_message_is_refused_though_signed(body):
    assert tell(body).status_code == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"accountNumber": "999"},
        {"transferAmount": 1.5},
        {"transferAmount": -1},
        {"transferAmount": True},
        {"transferType": "x"},
    ],
)
def test_a_message_that_does_not_fit_is_listed_and_pays_nothing(paid, changed):
    tell(sepay(paid, **changed))
    apply_events()
    assert ProviderEvent.objects.get().outcome == EventOutcome.REFUSED
    assert LedgerEntry.objects.count() == 0


@pytest.mark.parametrize(
    "write", [bank_makers.csv_with_credit_and_debit, bank_makers.csv_in_english]
)
def test_a_statement_pays_what_it_names_and_lists_the_rest(paid, write):
    statement = send_file(write(paid, Transfer(5000, "khac"), Transfer(-700, "phi")))
    assert statement.state == StatementState.APPLIED
    assert statement.counts == {"exact": 1, "unknown_reference": 1, "outgoing": 1, "known": 0}
    assert status() == "paid"


def test_overlapping_statements_and_the_webhook_count_each_transfer_once(paid):
    tell(sepay(paid))
    process_waiting()
    send_file(bank_makers.csv_with_credit_and_debit(paid))
    again = send_file(bank_makers.csv_with_credit_and_debit(paid, Transfer(5000, "khac")))
    assert again.counts == {"known": 1, "unknown_reference": 1}
    assert (BankLine.objects.count(), LedgerEntry.objects.count()) == (2, 1)


def test_columns_that_nobody_knows_are_asked_for_and_remembered(paid):
    statement = send_file(bank_makers.xlsx_with_odd_headings(paid), "a.xlsx")
    assert statement.state == StatementState.FAILED
    meaning = {"Khi nào": "booked", "Lời nhắn": "content", "Vào": "credit", "Ra": "debit"}
    explain_columns(statement=statement, columns=meaning, by=makers.user())
    process_waiting()
    assert status() == "paid"
    other = send_file(bank_makers.xlsx_with_odd_headings(Transfer(900, "b")), "b.xlsx")
    assert other.state == StatementState.APPLIED


def test_a_file_that_is_no_table_is_told_why():
    assert "PDF" in send_file(b"%PDF-1.7 ...").error


def test_the_same_file_is_taken_once(paid):
    data = bank_makers.csv_in_english(paid)
    assert send_file(data).pk == send_file(data).pk


def test_letters_that_no_database_keeps_stop_no_money(paid):
    told = sepay(paid, content="OCOP\0 \ud83d trả tiền")
    assert tell(told).status_code == 200
    assert ProviderEvent.objects.get().payload["content"] == "OCOP\ufffd \ufffd trả tiền"


@pytest.mark.parametrize(
    "written", ['{"id": 7, "accumulated": NaN}', "[" * 9000, '{"a": Infinity}']
)
def test_a_signed_message_that_no_database_can_store_is_refused(written):
    assert tell(written.encode()).status_code == 400
    assert not ProviderEvent.objects.exists()


def test_such_letters_deep_inside_a_message_stop_no_money_either(paid):
    assert tell(sepay(paid, labels=["\0", {"\ud83d": ["a\0"]}])).status_code == 200
    assert ProviderEvent.objects.get().payload["labels"] == ["\ufffd", {"\ufffd": ["a\ufffd"]}]
