"""What does not add up is found, and what a killed process left is finished."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from catalogue.clock import now
from shop.order.fulfilment import cancel_producer_orders
from shop.order.models import ProducerOrder
from shop.order.payments import reactions
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.sending import complete_refund
from shop.payment.models import DailyReport, LedgerEntry, Payment, PaymentAttempt, Refund
from tests import makers
from tests.refund_makers import TO_THE_DOOR, ask_for, fresh, pay, step

pytestmark = pytest.mark.django_db


def kinds():
    return sorted(finding.kind for finding in reconcile(is_check=True)[0])


def test_books_in_order_have_no_findings(paid, delivered):
    complete_refund(refund=ask_for(paid, 30_000), reference="FT99")
    ask_for(paid, 10_000)
    assert kinds() == []
    call_command("reconcile_payments", "--check")


def test_a_status_that_differs_is_found_and_put_right(paid):
    Payment.objects.update(status="awaiting")
    assert kinds() == ["status_differs"]
    with pytest.raises(CommandError):
        call_command("reconcile_payments", "--check")
    call_command("reconcile_payments")
    assert fresh(paid).payment.status == "paid"


def test_cash_that_was_never_written_down_is_written(place, monkeypatch):
    order = place(makers.basket(makers.product(price=50_000))).order
    monkeypatch.setattr(reactions, "note_collected", lambda *told: None)  # as before the ledger
    step(order.producer_orders.get(), *TO_THE_DOOR)
    assert not LedgerEntry.objects.exists()
    assert "cash_not_written" in kinds()
    reconcile()
    assert LedgerEntry.objects.get().amount == order.total_incl_tax
    assert kinds() == []


def test_money_for_an_ended_order_is_given_back(awaiting):
    keys = {row.pk for row in awaiting.producer_orders.all()}
    cancel_producer_orders(order=awaiting, producer_orders=keys, reason="other")
    pay(awaiting)
    assert kinds() == ["money_without_order"]
    reconcile()
    assert Refund.objects.get().reason == "paid_late"
    assert kinds() == []


def test_goods_on_their_way_without_money_are_found(awaiting):
    ProducerOrder.objects.update(status="confirmed")
    assert kinds() == ["order_without_money"]


def test_what_sellers_show_as_refunded_follows_from_the_refunds(paid):
    complete_refund(refund=ask_for(paid, 30_000), reference="FT99")
    ProducerOrder.objects.update(refunded=1)
    assert "sellers_differ" in kinds()
    reconcile()
    assert ProducerOrder.objects.get().refunded == 30_000


def test_a_refund_of_the_ledger_that_nobody_asked_for_is_found(paid):
    from shop.payment.ledger import record_entry

    record_entry(payment=paid.payment, kind="refunded", amount=1000, reference="re_x")
    assert "refund_differs" in kinds()


def test_a_refund_that_waits_for_long_is_found(paid):
    ask_for(paid, 30_000)
    Refund.objects.update(requested_at=now() - timedelta(days=6))
    assert kinds() == ["refund_stuck"]


def test_an_attempt_that_never_reached_its_provider_is_found_then_ended(awaiting):
    PaymentAttempt.objects.create(
        payment=awaiting.payment,
        number=1,
        method="card",
        amount=1000,
        idempotency_key="a",
        created_at=now() - timedelta(hours=1),
    )
    assert kinds() == ["attempt_stuck"]
    PaymentAttempt.objects.update(created_at=now() - timedelta(days=3))
    reconcile()
    assert kinds() == []


def test_the_report_of_a_day_has_the_sums_of_each_way_of_paying(paid, delivered):
    complete_refund(refund=ask_for(paid, 30_000), reference="FT99")
    call_command("reconcile_payments")
    sums = DailyReport.objects.get().sums
    assert sums["transfer"] == {
        "received": int(paid.total_incl_tax),
        "refunded": 30_000,
        "charged_back": 0,
        "outstanding": 0,
    }
    assert sums["cod"]["received"] == delivered.total_incl_tax
