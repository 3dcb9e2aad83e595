"""Killed with SIGKILL between any two steps of the bank's news: told or read again, and the books agree."""

from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from catalogue.clock import now
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.transfers.assigning import assign_line, undo_line
from shop.order.payments.transfers.news import process_waiting
from shop.order.payments.transfers.statements import receive_statement
from shop.partner.models import StockRecord
from shop.payment.ledger import balance_of
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import (
    BankLine,
    BankStatement,
    LedgerEntry,
    LineOutcome,
    ProviderEvent,
    Refund,
    StatementState,
)
from tests import bank_makers, makers
from tests.bank_makers import Transfer, csv_with_credit_and_debit, sepay, tell
from tests.kills import killed_at_every_step
from tests.refund_makers import ask_for, fresh, pay, shopkeeper
from tests.shop.order.conftest import order_basket

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

FEWEST = 4  # moments; fewer mean that the steps are not seen
_numbers = count(1)


@pytest.fixture(autouse=True)
def bank(settings):
    settings.PAYMENT_BANK, settings.BANK_WEBHOOK_SECRET = bank_makers.BANK, bank_makers.SECRET


@pytest.fixture
def ward(db):
    return makers.commune()


@pytest.fixture
def by(db):
    return shopkeeper()


def waiting(ward):
    """Another order of two of five jars that waits for its transfer."""
    basket = makers.basket((makers.product(price=60_000, stock=5), 2))
    return order_basket(basket, ward, payment=BANK_TRANSFER).order


def news(ward) -> list[Transfer]:
    """A transfer that pays an order, one that is too much, and one that pays a refund out."""
    exact, over, paid = (waiting(ward) for _ in range(3))
    pay(paid)
    refund = ask_for(fresh(paid), 50_000)
    total = int(exact.total_incl_tax)
    words = [exact.payment.reference, over.payment.reference, f"HOAN TIEN {refund.reference}"]
    sums = [total, total + 7_000, -50_000]
    return [
        Transfer(sum_, text, f"FT{next(_numbers):06}", at=now())
        for sum_, text in zip(sums, words, strict=True)
    ]


def killed(prepare, act):
    """Kill `act` one moment later on a scene of its own each time; yield each scene."""
    turns, scene = count(), {"now": prepare()}
    for _moment in killed_at_every_step(lambda: act(scene["now"])):
        next(turns)
        yield scene["now"]
        scene["now"] = prepare()
    assert next(turns) >= FEWEST


def free_the_worker() -> None:
    """As if the time had passed for which a worker holds what it takes."""
    BankStatement.objects.update(held_until=None)
    ProviderEvent.objects.update(due_at=now())


def all_is_well(transfers: list[Transfer]) -> None:
    """Each transfer is one line; the order is paid, the excess proposed, the refund sent, each once."""
    exact, over, out = (BankLine.objects.get(bank_reference=each.reference) for each in transfers)
    assert [line.outcome for line in (exact, over, out)] == ["exact", "over", "refund"]
    for line in (exact, over):
        assert fresh(line.payment.order).payment.status == "paid"
        assert line.payment.entries.count() == 1
        row = StockRecord.objects.get(product=line.payment.order.lines.get().product)
        assert row.num_allocated == 2
    assert [int(refund.amount) for refund in over.payment.refunds.all()] == [7_000]
    assert Refund.objects.get(pk=out.refund_id).status == "sent"
    assert balance_of(out.payment).refunded == 50_000
    assert {finding.kind for finding in reconcile(is_check=True)[0]} <= {"attempt_stuck"}


def test_messages_that_are_stored_and_applied(ward):
    def bring(transfers):
        for each in transfers:
            payload = sepay(each, number=int(each.reference[2:]))
            assert tell(payload, client=Client()).status_code == 200
        process_waiting()

    for transfers in killed(lambda: news(ward), bring):
        free_the_worker()
        bring(transfers)
        all_is_well(transfers)


def test_a_statement_that_is_received_and_worked_through(ward, by):
    def read(transfers):
        file = ContentFile(csv_with_credit_and_debit(*transfers))
        receive_statement(file=file, name="sao-ke.csv", by=by)
        process_waiting()

    for transfers in killed(lambda: news(ward), read):
        free_the_worker()
        read(transfers)
        all_is_well(transfers)
        assert BankStatement.objects.latest("pk").state == StatementState.APPLIED


def test_a_statement_and_a_message_of_the_same_transfers(ward, by):
    def both(transfers):
        tell(sepay(transfers[0], number=int(transfers[0].reference[2:])), client=Client())
        file = ContentFile(csv_with_credit_and_debit(*transfers))
        receive_statement(file=file, name="sao-ke.csv", by=by)
        process_waiting()

    for transfers in killed(lambda: news(ward), both):
        free_the_worker()
        both(transfers)
        all_is_well(transfers)


def test_a_line_that_a_person_gives_to_an_order_and_takes_back(ward, by):
    def unnamed():
        order = waiting(ward)
        transfer = Transfer(int(order.total_incl_tax), "CHUYEN TIEN", f"FT{next(_numbers):06}")
        tell(sepay(transfer, number=int(transfer.reference[2:])))
        process_waiting()
        return order, BankLine.objects.get(bank_reference=transfer.reference)

    def give(scene):
        order, line = scene
        line.refresh_from_db()
        if line.outcome == LineOutcome.UNKNOWN_REFERENCE and not line.entries:
            assign_line(line=line, number=order.number, by=by, reason="called")
        undo_line(line=line, by=by, reason="wrong order")
        assign_line(line=line, number=order.number, by=by, reason="the right one")

    for order, line in killed(unnamed, give):
        line.refresh_from_db()
        if line.outcome == LineOutcome.UNKNOWN_REFERENCE:
            assign_line(line=line, number=order.number, by=by, reason="again")
        assert fresh(order).payment.status == "paid"
        assert balance_of(order.payment).received == order.total_incl_tax
        assert LedgerEntry.objects.filter(payment=order.payment).count() in (1, 3)
        assert reconcile(is_check=True)[0] == []
