"""The books: place, pay, cancel, deliver, return, refund, charge back in any order and repetition."""

import contextlib

import hypothesis.strategies as st
import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from shop.order.exceptions import RefundRefused, TransitionRefused
from shop.order.fulfilment import cancel_producer_orders, transition_producer_order
from shop.order.models import ProducerOrder, Role
from shop.order.payments.expiry import expire_order
from shop.order.payments.reconciliation.findings import BookFault
from shop.order.payments.reconciliation.report import reconcile
from shop.order.payments.refundable import read_refundable, spread
from shop.order.payments.refunds import approve_refund, propose_refund, reject_refund
from shop.order.payments.sending import complete_refund, fail_refund, retry_refund
from shop.order.payments.services import Movement, record_movement
from shop.order.settlement import amount_due
from shop.order.states import next_states
from shop.partner.models import StockRecord
from shop.payment.ledger import balance_of
from shop.payment.methods import BANK_TRANSFER, CARD, CASH_ON_DELIVERY
from shop.payment.models import EntryKind, Payment, Refund
from tests import makers
from tests.refund_makers import fresh, shopkeeper
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db
STOCK = 50
#: What a person has to judge: a refund that was refused or came back, and money held because of it.
JUDGED = {BookFault.REFUND_FAILED, BookFault.OVERPAID, BookFault.MONEY_WITHOUT_ORDER}
SUMS = st.integers(1, 300_000)
PLACE = st.integers(0, 10)


class Books(RuleBasedStateMachine):
    """One order of two sellers, and everything that can happen to its money."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.number = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(method=st.sampled_from([CARD, BANK_TRANSFER, CASH_ON_DELIVERY]))
    def place(self, method):
        self.products = [makers.product(price=price, stock=STOCK) for price in (50_000, 33_333)]
        basket = makers.basket((self.products[0], 2), (self.products[1], 3))
        self.order = order_basket(basket, makers.commune(), payment=method).order
        self.staff = [shopkeeper(), shopkeeper()]

    def move(self, kind, amount, reference):
        movement = Movement(kind, amount, reference, self.order.payment.method)
        record_movement(payment=self.order.payment, movement=movement)

    def next_number(self):
        self.number += 1
        return f"M{self.number}"

    @rule()
    def pay(self):
        due = amount_due(fresh(self.order)).due - balance_of(self.order.payment).net
        if due > 0 and self.order.payment.method != "cod":
            self.move(EntryKind.RECEIVED, due, self.next_number())

    @rule(amount=SUMS)
    def pay_something(self, amount):
        if self.order.payment.method != "cod":
            self.move(EntryKind.RECEIVED, amount, self.next_number())

    @rule()
    def tell_it_again(self):
        entry = self.order.payment.entries.filter(kind=EntryKind.RECEIVED).last()
        if entry is not None:
            self.move(EntryKind.RECEIVED, int(entry.amount), entry.reference)

    @rule(which=PLACE, where=PLACE)
    def move_parcel(self, which, where):
        rows = list(self.order.producer_orders.all())
        row = rows[which % len(rows)]
        states = next_states(row.status, Role.STAFF)
        if states:
            to = states[where % len(states)]
            reason = "other" if to in ("cancelled", "returned") else ""
            transition_producer_order(producer_order=row, to=to, role=Role.STAFF, reason=reason)

    @rule(which=PLACE)
    def deliver(self, which):
        rows = list(self.order.producer_orders.all())
        for to in ("confirmed", "packed", "shipped", "delivered"):
            try:
                transition_producer_order(
                    producer_order=rows[which % len(rows)], to=to, role=Role.SELLER
                )
            except TransitionRefused:
                continue

    @rule(which=PLACE)
    def cancel(self, which):
        keys = list(self.order.producer_orders.values_list("pk", flat=True))
        for _press in "12":
            cancel_producer_orders(
                order=self.order, producer_orders={keys[which % len(keys)]}, reason="other"
            )

    @rule()
    def run_out_of_time(self):
        Payment.objects.filter(order=self.order).exclude(expires_at=None).update(
            expires_at=self.order.date_placed
        )
        expire_order(order_id=self.order.pk)

    @rule(amount=SUMS, which=PLACE)
    def ask_for_money(self, amount, which):
        parts = [part for part in read_refundable(self.order).parts if part.amount]
        if not parts:
            return
        some = parts[: which % len(parts) + 1]
        with contextlib.suppress(RefundRefused):
            propose_refund(
                order=self.order,
                shares=spread(min(amount, sum(part.amount for part in some)), some),
                key=self.next_number(),
                reason="goodwill",
                by=self.staff[0],
            )

    @rule(
        which=PLACE,
        step=st.sampled_from(["approve", "reject", "complete", "complete", "fail", "retry"]),
    )
    def handle_refund(self, which, step):
        refunds = list(Refund.objects.filter(payment__order=self.order))
        if not refunds:
            return
        refund = refunds[which % len(refunds)]
        steps = {
            "approve": lambda: approve_refund(refund=refund, by=self.staff[1]),
            "reject": lambda: reject_refund(refund=refund, by=self.staff[1], why="x"),
            "complete": lambda: complete_refund(refund=refund, reference=f"R{refund.pk}"),
            "fail": lambda: fail_refund(refund=refund, why="closed"),
            "retry": lambda: retry_refund(refund=refund),
        }
        with contextlib.suppress(RefundRefused):
            steps[step]()

    @rule(amount=SUMS)
    def charge_back(self, amount):
        available = read_refundable(self.order).available
        if self.order.payment.method == "card" and available:
            self.move(EntryKind.CHARGED_BACK, min(amount, available), self.next_number())

    @rule()
    def win_the_chargeback(self):
        for entry in self.order.payment.entries.filter(kind=EntryKind.CHARGED_BACK):
            self.move(EntryKind.CHARGEBACK_WON, int(entry.amount), entry.reference)

    @invariant()
    def the_books_balance(self):
        if not hasattr(self, "order"):
            return
        found = {finding.kind for finding in reconcile(is_check=True)[0]}
        assert found <= JUDGED
        judged = Refund.objects.filter(status__in=["rejected", "failed"]).exists()
        if found and not judged:
            reconcile()
            left = {finding.kind for finding in reconcile(is_check=True)[0]}
            charged = balance_of(self.order.payment).charged_back
            assert not left or charged

    @invariant()
    def order_sellers_and_ledger_agree(self):
        if not hasattr(self, "order"):
            return
        amount, balance = amount_due(fresh(self.order)), balance_of(self.order.payment)
        assert sum(seller.ordered for seller in amount.sellers) == amount.ordered
        assert sum(seller.due for seller in amount.sellers) == amount.due
        whole = amount.cancelled + amount.returned + amount.reduced + amount.due
        assert whole == amount.ordered
        named = Refund.objects.filter(payment__order=self.order, status="sent")
        unnamed = sum(int(row.amount) for row in named if not row.items.exists())
        refunded = sum(seller.refunded for seller in amount.sellers)
        assert refunded + unnamed == balance.refunded
        assert balance.net >= 0

    @invariant()
    def stock_follows_the_parcels(self):
        if not hasattr(self, "order"):
            return
        for line in self.order.lines.all():
            row = ProducerOrder.objects.get(order=self.order, partner=line.partner)
            held = 0 if row.status == "cancelled" else line.quantity
            stock = StockRecord.objects.get(product=line.product)
            assert stock.net_stock_level == STOCK - held


def test_the_books_balance_whatever_happens():
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
