"""Money goes back to the đồng, never more than came, and large sums by two people."""

import pytest
from django.db import IntegrityError
from django.utils import translation

from catalogue.clock import now
from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.order.emails.refund import REFUND_PROPOSED
from shop.order.emails.status import describe_transitions
from shop.order.exceptions import RefundRefused
from shop.order.fulfilment import cancel_producer_orders
from shop.order.models import ProducerOrderTransition
from shop.order.payments.refundable import read_refundable
from shop.order.payments.refunds import (
    approve_refund,
    propose_refund,
    refund_excess,
    reject_refund,
)
from shop.order.payments.sending import complete_refund, fail_refund, retry_refund, send_due
from shop.order.payments.services import Movement, record_movement
from shop.order.settlement import amount_due
from shop.payment.ledger import balance_of
from shop.payment.models import EntryKind, LedgerEntry, Refund
from shop.payment.ports import RefundOutcome
from tests.refund_makers import TestPort, ask_for, fresh, pay, shopkeeper, step

pytestmark = pytest.mark.django_db


def cancel(order, *, keys=None):
    keys = keys or {row.pk for row in order.producer_orders.all()}
    return cancel_producer_orders(order=order, producer_orders=keys, reason="changed_mind")


def test_cancelling_a_paid_order_gives_all_of_it_back_by_itself(paid):
    cancel(paid)
    refund = Refund.objects.get()
    assert (refund.amount, refund.status, refund.reason) == (
        paid.total_incl_tax,
        "approved",
        "cancelled",
    )
    assert sum(item.amount for item in refund.items.all()) == refund.amount


def test_a_second_click_gives_nothing_back_twice(paid):
    cancel(paid)
    cancel(paid)
    assert Refund.objects.count() == 1


def test_one_parcel_of_two_goes_back_with_its_delivery(by_card):
    one, two = by_card.producer_orders.all()
    cancel(by_card, keys={one.pk})
    assert Refund.objects.get().amount == 100_000 + one.shipping_cost
    cancel(by_card, keys={two.pk})
    assert sum(row.amount for row in Refund.objects.all()) == by_card.total_incl_tax


def test_a_part_payment_goes_back_split_to_the_dong(awaiting):
    pay(awaiting, 1_001)
    cancel(awaiting)
    refund = Refund.objects.get()
    assert refund.amount == 1_001 == sum(item.amount for item in refund.items.all())


def test_an_unpaid_order_that_is_cancelled_has_nothing_to_pay(awaiting):
    cancel(awaiting)
    assert fresh(awaiting).payment.status == "cancelled"
    assert not Refund.objects.exists()


def test_never_more_goes_back_than_came_and_was_not_promised(paid):
    total = int(paid.total_incl_tax)
    ask_for(paid, 60_000)
    with pytest.raises(RefundRefused):
        ask_for(paid, 50_000)
    assert read_refundable(paid).available == total - 60_000


def test_more_than_a_line_cost_is_refused(paid):
    part = read_refundable(paid).parts[0]
    share = part.share(2)
    too_much = type(share)(share.producer_order, share.line, 2, share.amount + 1)
    with pytest.raises(RefundRefused):
        propose_refund(order=paid, shares=[too_much], key="x", reason="goodwill")


def test_the_ledger_hears_of_a_refund_when_it_has_gone(paid):
    refund = ask_for(paid, 30_000)
    assert balance_of(paid.payment).refunded == 0
    assert complete_refund(refund=refund, reference="FT99")
    assert not complete_refund(refund=refund, reference="FT99")
    assert balance_of(paid.payment).refunded == 30_000
    assert fresh(paid).payment.status == "partly_refunded"


def test_what_was_refunded_is_no_longer_owed(paid):
    complete_refund(refund=ask_for(paid, 30_000), reference="FT99")
    amount = amount_due(fresh(paid))
    assert (amount.due, amount.sellers[0].refunded) == (amount.ordered - 30_000, 30_000)


def test_a_refund_that_came_back_is_owed_again_and_can_be_sent_anew(paid):
    refund = ask_for(paid, 30_000)
    complete_refund(refund=refund, reference="FT99")
    assert fail_refund(refund=refund, why="account closed")
    assert balance_of(paid.payment).refunded == 0
    assert fresh(paid).payment.status == "paid"
    again = retry_refund(refund=refund)
    assert retry_refund(refund=refund) == again
    complete_refund(refund=again, reference="FT100")
    assert balance_of(paid.payment).refunded == 30_000


def test_one_number_of_the_bank_belongs_to_one_refund(paid):
    first, second = ask_for(paid, 30_000), ask_for(paid, 30_000)
    complete_refund(refund=first, reference="FT99")
    with pytest.raises(RefundRefused):
        complete_refund(refund=second, reference="FT99")


def test_a_large_sum_wants_two_people(paid, settings):
    settings.REFUND_FOUR_EYES = 50_000
    asking, agreeing = shopkeeper(), shopkeeper()
    refund = ask_for(paid, 60_000, by=asking)
    assert refund.status == "proposed"
    with pytest.raises(RefundRefused):
        approve_refund(refund=refund, by=asking)
    assert approve_refund(refund=refund, by=agreeing)
    assert not approve_refund(refund=refund, by=agreeing)


def test_small_sums_of_one_order_come_to_a_large_one(paid, settings):
    settings.REFUND_FOUR_EYES = 50_000
    asking = shopkeeper()
    assert ask_for(paid, 30_000, by=asking).status == "approved"
    assert ask_for(paid, 30_000, by=asking).status == "proposed"


def test_the_database_wants_a_second_person_for_a_large_sum(paid, settings):
    settings.REFUND_FOUR_EYES = 50_000
    refund = ask_for(paid, 60_000)
    with pytest.raises(IntegrityError):
        Refund.objects.filter(pk=refund.pk).update(status="approved")


def test_a_large_cancellation_waits_on_the_list(paid, settings):
    settings.REFUND_FOUR_EYES = 50_000
    cancel(paid)
    assert Refund.objects.get().status == "proposed"


def test_a_refused_refund_says_why_and_frees_the_money(paid):
    refund = ask_for(paid, 60_000)
    with pytest.raises(RefundRefused):
        reject_refund(refund=refund, by=shopkeeper(), why=" ")
    assert reject_refund(refund=refund, by=shopkeeper(), why="nhầm đơn")
    assert refund.transitions.last().reason == "nhầm đơn"
    assert read_refundable(paid).available == paid.total_incl_tax


def test_money_paid_twice_goes_back_once(paid):
    pay(paid)
    (refund,) = refund_excess(order=paid)
    assert (refund.amount, refund.reason) == (paid.total_incl_tax, "overpaid")
    assert refund_excess(order=paid) == []


def test_money_after_the_end_goes_back(awaiting):
    cancel(awaiting)
    pay(awaiting)
    (refund,) = refund_excess(order=awaiting)
    assert (refund.amount, refund.reason) == (awaiting.total_incl_tax, "paid_late")


def test_a_parcel_that_came_back_waits_for_somebody_who_saw_it(by_card):
    one = by_card.producer_orders.first()
    step(one, "confirmed", "packed", "shipped", "returned", reason="refused")
    refund = Refund.objects.get()
    assert (refund.status, refund.amount) == ("proposed", 100_000 + one.shipping_cost)


def test_a_card_is_refunded_by_the_worker(by_card):
    cancel(by_card)
    send_due()
    refund = Refund.objects.get()
    assert (refund.status, refund.provider_reference) == ("sent", f"re_{refund.idempotency_key}")
    assert fresh(by_card).payment.status == "refunded"


def test_many_that_wait_for_a_person_do_not_stand_in_the_workers_way(by_card):
    by_hand = {"method": "transfer", "amount": 1_000, "status": "approved", "requested_at": now()}
    cancel(by_card)
    mine = Refund.objects.get()
    Refund.objects.bulk_create(
        Refund(pk=mine.pk - number, payment=by_card.payment, idempotency_key=f"{number}", **by_hand)
        for number in range(1, 102)
    )
    send_due()
    assert Refund.objects.get(status="sent") == mine


def test_a_provider_that_is_down_is_asked_again_with_the_same_key(clock, by_card):
    cancel(by_card)
    TestPort.answers = ["down", "down after"]
    assert send_due() == "ProviderUnavailable"
    assert send_due() == ""  # not its time yet
    clock.shift(120)
    send_due()
    assert Refund.objects.get().status == "sending"
    clock.shift(300)
    send_due()
    refund = Refund.objects.get()
    assert refund.status == "sent"
    assert TestPort.paid == {refund.idempotency_key: refund.amount}
    assert LedgerEntry.objects.filter(kind="refunded").count() == 1


def test_a_provider_that_refuses_leaves_the_money_here(by_card):
    cancel(by_card)
    TestPort.answers = [RefundOutcome(error="card closed")]
    send_due()
    refund = Refund.objects.get()
    assert (refund.status, refund.error) == ("failed", "card closed")
    assert balance_of(by_card.payment).refunded == 0


def test_two_charges_are_refunded_each_by_its_own_reference(by_card):
    total = int(by_card.total_incl_tax)
    pay(by_card, reference="pi_2")
    cancel(by_card)
    refund_excess(order=by_card)
    originals = {row.original.reference: int(row.amount) for row in Refund.objects.all()}
    assert originals == {"pi_1": total, "pi_2": total}


def test_the_buyer_hears_of_a_refund(paid, mailoutbox):
    cancel(paid)
    deliver()
    assert OutgoingEmail.objects.filter(kind=REFUND_PROPOSED, state="sent").count() == 1
    assert [mail for mail in mailoutbox if "/hoan-tien/" in mail.body]


def test_the_door_brings_what_was_due(delivered):
    entry = delivered.payment.entries.get()
    assert (entry.reference, entry.amount) == (
        f"cod-{delivered.producer_orders.get().pk}",
        delivered.total_incl_tax,
    )
    assert delivered.payment.status == "paid"


def test_the_email_of_a_cancelled_parcel_says_that_what_was_paid_goes_back(paid):
    keys = {row.pk for row in paid.producer_orders.all()}
    cancel_producer_orders(order=paid, producer_orders=keys, reason="other")
    steps = list(ProducerOrderTransition.objects.filter(after="cancelled"))
    with translation.override("vi"):
        assert "được hoàn lại" in describe_transitions(paid, steps).hint


def test_what_was_too_much_is_not_agreed_to_once_the_order_needs_it(paid):
    pay(paid, 50_000)
    (refund,) = refund_excess(order=paid, waits=True)
    taken = Movement(EntryKind.REVERSED, 50_000, "FT-BACK", paid.payment.method)
    record_movement(payment=paid.payment, movement=taken)
    with pytest.raises(RefundRefused):
        approve_refund(refund=refund, by=shopkeeper())
    assert fresh(paid).payment.status == "paid"
