"""Two people and a kill at any step, on PostgreSQL: nothing goes back twice, nothing is lost."""

import json
import os
import signal
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from shop.order.exceptions import RefundRefused
from shop.order.fulfilment import cancel_producer_orders
from shop.order.models import Order
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.refundable import read_refundable, spread
from shop.order.payments.refunds import propose_refund, refund_excess
from shop.order.payments.sending import complete_refund, send_due
from shop.payment.ledger import balance_of
from shop.payment.methods import CARD
from shop.payment.models import LedgerEntry, Payment, Refund
from shop.payment.ports import RefundOutcome
from tests import makers
from tests.refund_makers import ask_for, fresh, pay
from tests.shop.order.conftest import order_basket
from tests.shop.order.test_races import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class FilePort:
    """A provider with a memory of its own, which outlives the process that asked it."""

    memory = Path()

    def send(self, refund, *, original_reference):
        paid = json.loads(self.memory.read_text())
        paid.setdefault(refund.idempotency_key, []).append(int(refund.amount))
        self.memory.write_text(json.dumps(paid))
        return RefundOutcome(reference=f"re_{refund.idempotency_key}", is_done=True)


@pytest.fixture
def bank(settings, tmp_path):
    """The memory of the provider that sends refunds of cards."""
    settings.REFUND_PORTS = {"card": f"{__name__}.FilePort"}
    FilePort.memory = tmp_path / "paid.json"
    FilePort.memory.write_text("{}")
    return FilePort.memory


def paid_order(method=CARD):
    one, two = makers.product(price=50_000, stock=9), makers.product(price=33_333, stock=9)
    order = order_basket(makers.basket((one, 2), (two, 3)), makers.commune(), payment=method).order
    pay(order)
    return fresh(order)


def asking(order, amount, key):
    def ask():
        try:
            parts = read_refundable(order).parts
            shares = spread(amount, parts)
            return propose_refund(order=order, shares=shares, key=key, reason="goodwill")
        except RefundRefused:
            return []

    return ask


def test_two_people_cannot_give_the_same_money_back(bank):
    for turn in range(4):
        order = paid_order()
        amount = int(order.total_incl_tax) * 2 // 3
        together(*[asking(order, amount, f"{turn}-{person}") for person in range(4)])
        promised = sum(int(row.amount) for row in order.payment.refunds.all())
        assert promised == amount


def test_one_key_pressed_at_once_is_one_refund(bank):
    order = paid_order()
    together(*[asking(order, 10_000, "same")] * 5)
    assert Refund.objects.count() == 1


def test_cancelling_twice_at_once_gives_back_once(bank):
    order = paid_order()
    keys = {row.pk for row in order.producer_orders.all()}
    cancel = lambda: cancel_producer_orders(  # noqa: E731
        order=order, producer_orders=keys, reason="other"
    )
    together(cancel, cancel, cancel)
    assert Refund.objects.get().amount == order.total_incl_tax


def test_six_workers_send_a_refund_once(bank):
    order = paid_order()
    ask_for(order, 10_000)
    together(*[send_due] * 6)
    assert list(json.loads(bank.read_text()).values()) == [[10_000]]
    assert balance_of(order.payment).refunded == 10_000


def test_one_transfer_recorded_by_two_people_is_written_once():
    order = paid_order()
    Payment.objects.update(method="transfer")
    refund = ask_for(order, 10_000)
    Refund.objects.update(method="transfer", original=None)
    told = together(*[lambda: complete_refund(refund=refund, reference="FT1")] * 4)
    assert sorted(told) == [False, False, False, True]


def test_the_database_forbids_to_change_the_ledger():
    paid_order()
    for statement in (
        "UPDATE payment_ledgerentry SET amount = 1",
        "DELETE FROM payment_ledgerentry",
    ):
        with pytest.raises(DatabaseError, match="only grows"), connection.cursor() as cursor:
            cursor.execute(statement)


def die_at(step: int, act) -> bool:
    """Do it in a process of its own that is killed before its `step`th statement; whether it was."""
    connection.close()
    child = os.fork()
    if child == 0:
        left = [step]

        def count(execute, sql, params, many, context):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            act()
        os.kill(os.getpid(), signal.SIGTERM)
    _pid, status = os.waitpid(child, 0)
    return os.WTERMSIG(status) == signal.SIGKILL


def killed_everywhere(prepare, act, check) -> int:
    """Kill `act` before each of its statements, on an order of its own; return how many there are."""
    step = 1
    while True:
        order = prepare()
        was_killed = die_at(step, act)
        check(order)
        if not was_killed:
            return step - 1
        step += 1


def cancelled_order() -> Order:
    order = paid_order()
    keys = {row.pk for row in order.producer_orders.all()}
    cancel_producer_orders(order=order, producer_orders=keys, reason="other")
    return order


def settled(order: Order) -> None:
    """After the kill the next worker goes on: all of it went back, once."""
    Refund.objects.update(due_at=None)
    send_due()
    reconcile()
    assert balance_of(order.payment).net == 0
    assert LedgerEntry.objects.filter(payment=order.payment, kind="refunded").count() == 1
    paid = json.loads(FilePort.memory.read_text())
    for refund in order.payment.refunds.all():
        assert set(paid[refund.idempotency_key]) == {int(refund.amount)}
    assert reconcile(is_check=True)[0] == []


def test_a_worker_killed_at_any_step_of_a_refund_leaves_nothing_behind(bank):
    assert killed_everywhere(cancelled_order, send_due, settled) > 20


def overpaid_order() -> Order:
    order = cancelled_order()
    send_due()
    pay(order, reference=f"late-{order.number}")
    return order


def given_back(order: Order) -> None:
    reconcile()
    Refund.objects.update(due_at=None)
    send_due()
    assert balance_of(order.payment).net == 0
    late = order.payment.refunds.filter(reason="paid_late")
    assert late.count() == 1
    assert refund_excess(order=order) == []
    assert reconcile(is_check=True)[0] == []


def test_reconciling_killed_at_any_step_gives_late_money_back_once(bank):
    assert killed_everywhere(overpaid_order, reconcile, given_back) > 20
