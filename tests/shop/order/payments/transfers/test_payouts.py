"""Outgoing lines of the bank complete the refunds that they name; what does not fit is listed."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from catalogue.clock import now
from shop.mail.models import OutgoingEmail
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.refunds import reject_refund
from shop.order.payments.sending import complete_refund, retry_refund
from shop.order.payments.transfers.news import apply_events, process_waiting
from shop.order.payments.transfers.statements import receive_statement
from shop.order.payments.transfers.taking import take_transfer
from shop.payment.ledger import balance_of
from shop.payment.models import BankLine, LineOutcome, Refund
from shop.payment.transfer.telling import BankTelling, TellingSource
from tests import bank_makers, makers
from tests.bank_makers import Transfer, csv_with_credit_and_debit, sepay, tell
from tests.refund_makers import ask_for, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def refund(paid):
    """50,000 ₫ of a paid order, agreed to and to be sent by a person."""
    return ask_for(paid, 50_000)


def told(refund, *, amount=50_000, content="", incoming=False, number="", at=None, **facts):
    content = content or f"MBVCB.77.HOAN TIEN {refund.reference}.CT tu 0011"
    source = facts.pop("source", TellingSource.EVENT)
    key = facts.pop("key", "") or f"{source}{BankLine.objects.count()}"
    telling = BankTelling(source, key, incoming, amount, content, number, at or now())
    return take_transfer(telling=telling)[0]


def status(refund):
    return Refund.objects.get(pk=refund.pk).status


def test_the_very_sum_with_the_reference_completes_the_refund(refund, paid):
    line = told(refund, number="FT77")
    assert (line.outcome, line.refund) == (LineOutcome.REFUND, refund)
    sent = Refund.objects.get()
    assert (sent.status, sent.provider_reference) == ("sent", "FT77")
    assert balance_of(paid.payment).refunded == 50_000
    assert fresh(paid).producer_orders.get().refunded == 50_000
    assert OutgoingEmail.objects.filter(kind="refund_sent").count() == 1
    assert reconcile(is_check=True)[0] == []


@pytest.mark.parametrize("form", ["{0}", "hoan tien {1}", "TRA KHACH {2} FT26123456789"])
def test_what_banks_make_of_the_reference_is_understood(refund, form):
    reference = refund.reference
    spaced = reference.replace("OCOP", "ocop ").replace("HT", " ht ")
    content = form.format(reference, spaced.lower(), reference.replace("HT", "-HT-"))
    assert told(refund, content=content).outcome == LineOutcome.REFUND


@pytest.mark.parametrize("amount", [49_999, 50_001, 500_000])
def test_another_sum_is_listed_and_completes_nothing(refund, paid, amount):
    line = told(refund, amount=amount)
    assert line.outcome == LineOutcome.UNCLEAR
    assert refund.reference in line.problem
    assert status(refund) == "approved"
    assert balance_of(paid.payment).refunded == 0


def test_the_same_line_told_twice_and_by_both_sources_counts_once(refund, paid):
    for source in (TellingSource.EVENT, TellingSource.STATEMENT, TellingSource.EVENT):
        told(refund, number="FT77", source=source, key=f"{source}")
    assert BankLine.objects.count() == 1
    assert balance_of(paid.payment).refunded == 50_000


def test_money_that_was_paid_out_a_second_time_is_listed(refund, paid):
    told(refund, number="FT77")
    line = told(refund, number="FT78", at=now() + timedelta(hours=1))
    assert line.outcome == LineOutcome.UNCLEAR
    assert balance_of(paid.payment).refunded == 50_000


def test_a_line_of_a_refund_that_a_person_has_entered_is_the_same_money(refund, paid):
    complete_refund(refund=refund, reference="FT 77")
    assert told(refund, number="FT77").outcome == LineOutcome.REFUND
    assert balance_of(paid.payment).refunded == 50_000


def test_money_that_the_bank_sends_back_puts_the_refund_on_the_list_again(refund, paid):
    told(refund, number="FT77")
    back = told(refund, incoming=True, number="FT90", content=f"HOAN TRA {refund.reference}")
    assert back.outcome == LineOutcome.REFUND_BACK
    assert status(refund) == "failed"
    assert balance_of(paid.payment).refunded == 0
    assert [finding.kind for finding in reconcile(is_check=True)[0]] == ["refund_failed"]
    again = retry_refund(refund=Refund.objects.get(pk=refund.pk))
    assert told(again, number="FT91", at=now() + timedelta(days=2)).outcome == LineOutcome.REFUND
    assert balance_of(paid.payment).refunded == 50_000
    assert reconcile(is_check=True)[0] == []


def test_money_that_comes_back_before_it_went_is_listed(refund):
    assert told(refund, incoming=True).outcome == LineOutcome.UNCLEAR
    assert status(refund) == "approved"


def test_a_refund_that_nobody_agreed_to_is_not_completed(refund, paid):
    reject_refund(refund=refund, by=makers.user(), why="no")
    line = told(refund)
    assert (line.outcome, status(refund)) == (LineOutcome.UNCLEAR, "rejected")
    assert balance_of(paid.payment).refunded == 0


def test_a_text_that_names_the_order_alone_completes_nothing(refund, paid):
    told(refund, content=f"HOAN TIEN {paid.payment.reference}")
    assert status(refund) == "approved"


def test_a_refund_of_another_order_is_not_meant(refund, place):
    other = place(makers.basket(makers.product(price=50_000, stock=5))).order
    line = told(refund, content=f"HOAN TIEN {other.payment.reference}HT{refund.pk}")
    assert status(refund) == "approved"
    assert line.outcome == LineOutcome.UNCLEAR


def test_a_refund_of_a_card_is_never_completed_by_the_bank(by_card):
    refund = ask_for(by_card, 50_000)
    assert told(refund).outcome != LineOutcome.REFUND
    assert status(refund) == "approved"


@pytest.mark.parametrize("way", ["message", "statement"])
def test_the_wire_completes_it_too(refund, settings, way):
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET
    transfer = Transfer(-50_000, f"HOAN TIEN {refund.reference}", "FT77", at=now())
    if way == "message":
        assert tell(sepay(transfer)).status_code == 200
        apply_events()
    else:
        file = ContentFile(csv_with_credit_and_debit(transfer))
        receive_statement(file=file, name="sao-ke.csv", by=makers.user())
        process_waiting()
    assert status(refund) == "sent"
