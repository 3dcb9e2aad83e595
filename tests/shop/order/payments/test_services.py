"""An order's payment follows from its ledger."""

from datetime import timedelta

import pytest

from catalogue.clock import now
from shop.mail.models import OutgoingEmail
from shop.order.emails.payment import PAYMENT_RECEIVED
from shop.order.emails.seller import NEW_PRODUCER_ORDER
from shop.order.models import Order
from shop.order.payments.expiry import expire_order, expire_unpaid
from shop.order.payments.services import Movement, record_movement
from shop.partner.models import StockRecord
from shop.payment.ledger import LedgerMismatch
from shop.payment.models import EntryKind, LedgerEntry, Payment
from tests import makers

pytestmark = pytest.mark.django_db


def pay(order, amount=None, reference="FT1"):
    amount = int(order.total_incl_tax) if amount is None else amount
    movement = Movement(EntryKind.RECEIVED, amount, reference, "transfer")
    return record_movement(payment=order.payment, movement=movement)


def state(order):
    order = Order.objects.get(pk=order.pk)
    parts = {part.status for part in order.producer_orders.all()}
    return order.payment.status, order.status, parts


def net_stock(order):
    return StockRecord.objects.get(product=order.lines.get().product).net_stock_level


def emails(kind):
    return OutgoingEmail.objects.filter(kind=kind).count()


def test_an_order_paid_before_waits_and_holds_its_goods(awaiting):
    assert state(awaiting) == ("awaiting", "awaiting_payment", {"awaiting"})
    assert awaiting.payment.expires_at > now()
    assert net_stock(awaiting) == 3


def test_sellers_hear_of_an_order_when_it_is_paid(awaiting):
    before = emails(NEW_PRODUCER_ORDER)
    pay(awaiting)
    assert state(awaiting) == ("paid", "new", {"new"})
    assert (before, emails(NEW_PRODUCER_ORDER), emails(PAYMENT_RECEIVED)) == (0, 1, 1)


def test_the_same_money_told_twice_counts_once(awaiting):
    assert [pay(awaiting), pay(awaiting)] == [True, False]
    assert LedgerEntry.objects.count() == 1
    assert awaiting.payment.transitions.count() == 1


def test_the_same_movement_with_another_amount_is_refused(awaiting):
    pay(awaiting, 1000)
    with pytest.raises(LedgerMismatch):
        pay(awaiting, 2000)


def test_too_little_money_keeps_the_order_waiting(awaiting):
    pay(awaiting, 1000)
    assert state(awaiting) == ("awaiting", "awaiting_payment", {"awaiting"})
    pay(awaiting, int(awaiting.total_incl_tax) - 1000, "FT2")
    assert state(awaiting)[0] == "paid"


def test_an_order_that_nobody_pays_ends_and_frees_its_goods(awaiting):
    Payment.objects.update(expires_at=now() - timedelta(seconds=1))
    assert (expire_unpaid(), expire_unpaid()) == (1, 0)
    assert state(awaiting) == ("expired", "cancelled", {"cancelled"})
    assert net_stock(awaiting) == 5


def test_a_part_payment_is_not_ended_by_the_clock(awaiting):
    pay(awaiting, 1000)
    Payment.objects.update(expires_at=now() - timedelta(seconds=1))
    assert not expire_order(order_id=awaiting.pk)


def test_cash_is_paid_to_the_courier(place):
    order = place(makers.basket(makers.product())).order
    assert state(order) == ("on_delivery", "new", {"new"})


def test_the_ledger_is_never_changed(awaiting):
    pay(awaiting)
    entry = LedgerEntry.objects.get()
    for change in (
        entry.delete,
        LedgerEntry.objects.all().delete,
        lambda: LedgerEntry.objects.update(amount=1),
    ):
        with pytest.raises(TypeError):
            change()
