"""What a person does with a bank line."""

import pytest

from catalogue.clock import now
from shop.order.exceptions import BankLineRefused
from shop.order.payments.transfers.assigning import (
    assign_line,
    dismiss_line,
    suggest_payments,
    undo_line,
)
from shop.order.payments.transfers.taking import take_transfer
from shop.payment.ledger import balance_of
from shop.payment.models import Payment, Refund
from shop.payment.transfer.telling import BankTelling, TellingSource
from tests import makers
from tests.refund_makers import pay

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db):
    return makers.user()


@pytest.fixture
def lost(awaiting):
    """The order's money, under a text that names no order."""
    return take_transfer(
        telling=BankTelling(
            TellingSource.EVENT, "k", True, int(awaiting.total_incl_tax), "quên mã", "FT1", now()
        )
    )[0]


def status():
    return Payment.objects.get().status


def test_a_line_given_to_an_order_pays_it_and_tells_who_and_why(awaiting, lost, person):
    assign_line(line=lost, number=awaiting.number, by=person, reason="ảnh chụp")
    assert status() == "paid"
    step = lost.steps.get()
    assert (step.by, step.reason, step.after) == (person, "ảnh chụp", "exact")


def test_a_line_is_given_once(awaiting, lost, person):
    assign_line(line=lost, number=awaiting.number, by=person, reason="a")
    with pytest.raises(BankLineRefused):
        assign_line(line=lost, number=awaiting.number, by=person, reason="a")


@pytest.mark.parametrize(("number", "reason"), [("0", "a"), (None, " ")])
def test_an_unknown_order_or_no_reason_is_refused(awaiting, lost, person, number, reason):
    with pytest.raises(BankLineRefused):
        assign_line(line=lost, number=number or awaiting.number, by=person, reason=reason)


def test_what_is_set_aside_can_be_taken_back(lost, person):
    assert dismiss_line(line=lost, by=person, reason="lãi").outcome == "not_ours"
    assert undo_line(line=lost, by=person, reason="nhầm").outcome == "unknown_reference"


def test_undoing_takes_the_money_from_the_order_and_it_can_be_given_again(awaiting, lost, person):
    assign_line(line=lost, number=awaiting.number, by=person, reason="a")
    undo_line(line=lost, by=person, reason="nhầm đơn")
    assert (status(), balance_of(awaiting.payment).net) == ("awaiting", 0)
    assign_line(line=lost, number=awaiting.number, by=person, reason="đúng rồi")
    assert (status(), balance_of(awaiting.payment).net) == ("paid", int(lost.amount))


def test_undoing_withdraws_the_refund_that_waits(awaiting, person):
    line = take_transfer(
        telling=BankTelling(
            TellingSource.EVENT,
            "k",
            True,
            int(awaiting.total_incl_tax) + 900,
            awaiting.payment.reference,
            "",
            now(),
        )
    )[0]
    undo_line(line=line, by=person, reason="a")
    assert Refund.objects.get().status == "rejected"


def test_orders_that_wait_for_just_this_amount_are_suggested(awaiting, lost):
    assert [payment.order.number for payment in suggest_payments(lost)] == [awaiting.number]


def test_what_has_come_is_reckoned_with_before_an_order_is_suggested(awaiting, lost):
    pay(awaiting, 1_000)
    assert list(suggest_payments(lost)) == []
    lost.amount -= 1_000
    assert list(suggest_payments(lost)) == [awaiting.payment]
