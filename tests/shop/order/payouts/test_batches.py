"""Batches of payouts: never twice, never more than is owed, never to an account that does not count."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from catalogue.clock import now, present_day
from shop.mail.models import OutgoingEmail
from shop.order.exceptions import PayoutRefused
from shop.order.payouts.accounts import stop_account
from shop.order.payouts.batches import (
    approve_batch,
    begin_batch,
    drop_item,
    make_batch,
    record_sent,
    undo_batch,
)
from shop.order.statements.statement import read_owed, read_statement
from shop.payment.models import PayoutBatch, PayoutItem, SellerPayout
from tests import makers, payout_makers
from tests.payout_makers import begun_batch, owe, owed_seller, payer, seller_account
from tests.refund_makers import ask_for

pytestmark = pytest.mark.django_db


def payable(partner) -> int:
    return read_owed([partner.pk])[partner.pk].payable


def make(*partners, by=None, submission=None) -> PayoutBatch:
    return make_batch(
        partners=[each.pk for each in partners], by=by or payer(), submission=submission or uuid4()
    )


def test_what_is_owed_is_sent_and_stands_in_the_statement():
    partner = owed_seller()
    amount, person = payable(partner), makers.membership(partner).user
    batch = begun_batch(partner)
    item = batch.items.get()
    assert record_sent(item=item, reference=" FT 77 ", by=payer())
    batch.refresh_from_db()
    payout = SellerPayout.objects.get()
    assert (batch.status, payout.amount, payout.reference) == ("done", amount, "FT77")
    statement = read_statement(partner, present_day().replace(day=1))
    assert statement.owed.payable == 0
    assert [m.reference for m in statement.movements if m.kind == "payout"] == ["FT77"]
    email = OutgoingEmail.objects.get(kind="seller_paid")
    assert (email.about, email.reader) == (payout.pk, person.pk)


def test_since_when_is_the_oldest_day_that_was_not_paid():
    partner = owed_seller()
    owe(partner, 50_000, days=40)
    owed = read_owed([partner.pk])[partner.pk]
    assert owed.since == present_day() - timedelta(days=32)
    begun = begun_batch(partner)
    record_sent(item=begun.items.get(), reference="FT1", by=payer())
    owe(partner, 70_000, days=10)
    assert read_owed([partner.pk])[partner.pk].since == present_day() - timedelta(days=1)


def test_many_sellers_are_read_like_one():
    partners = [owed_seller(f"Hợp tác xã {n}", price=100_000 + n) for n in range(3)]
    owed = read_owed([each.pk for each in partners])
    assert [owed[each.pk].payable for each in partners] == [payable(each) for each in partners]


def test_a_second_press_makes_no_second_batch():
    partner, by, submission = owed_seller(), payer(), uuid4()
    assert make(partner, by=by, submission=submission) == make(
        partner, by=by, submission=submission
    )
    with pytest.raises(PayoutRefused):
        make(partner)
    assert PayoutItem.objects.count() == 1


def test_the_database_knows_one_open_transfer_a_seller():
    partner = owed_seller()
    batch = make(partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutItem.objects.create(batch=batch, partner=partner, amount=1)


def test_nothing_goes_where_nothing_is_owed_or_no_account_counts():
    poor = makers.producer("Hợp tác xã Một").partner
    seller_account(poor)
    fresh, other_name = owed_seller("Hợp tác xã Hai"), owed_seller("Hợp tác xã Ba")
    fresh.accounts.all().delete()
    seller_account(fresh, hours=23)
    other_name.accounts.update(needs_check=True)
    for partner in (poor, fresh, other_name):
        with pytest.raises(PayoutRefused):
            make(partner)
    with pytest.raises(PayoutRefused):
        make()
    assert not PayoutBatch.objects.exists()


def test_a_large_sum_takes_another_person(settings):
    settings.PAYOUT_FOUR_EYES = 100_000
    by, batch = payer(), None
    batch = make(owed_seller(), by=by)
    assert batch.status == "proposed"
    with pytest.raises(PayoutRefused):
        begin_batch(batch=batch, by=by)
    with pytest.raises(PayoutRefused):
        approve_batch(batch=batch, by=by)
    assert approve_batch(batch=batch, by=payer())
    assert not approve_batch(batch=batch, by=payer())
    batch.refresh_from_db()
    assert batch.status == "approved"


def test_small_sums_of_a_day_add_up(settings):
    settings.PAYOUT_FOUR_EYES = 500_000
    by = payer()
    first, second = (make(owed_seller(f"Hợp tác xã {n}"), by=by) for n in range(2))
    assert (first.needs_second, second.needs_second) == (False, True)
    assert not make(owed_seller("Hợp tác xã 3"), by=payer()).needs_second


def test_what_has_become_less_is_not_begun():
    partner = owed_seller()
    row = owe(partner, 90_000)
    batch = make(partner)
    refund = ask_for(row.order, 40_000)
    from shop.order.payments.sending import complete_refund

    complete_refund(refund=refund, reference="HT1")
    with pytest.raises(PayoutRefused):
        begin_batch(batch=batch, by=payer())
    assert drop_item(item=batch.items.get(), by=payer(), why="hàng trả lại")
    batch.refresh_from_db()
    assert batch.status == "undone"
    assert make(partner).items.get().amount == payable(partner)


def test_money_goes_to_the_account_in_force_when_it_is_begun():
    partner = owed_seller()
    batch = make(partner)
    named = seller_account(partner, hours=25)
    seller_account(partner, hours=3)
    begin_batch(batch=batch, by=payer())
    assert batch.items.get().account == named


def test_a_stopped_account_is_not_to_be_sent_to_any_more():
    partner = owed_seller()
    item = begun_batch(partner).items.get()
    assert item.may_be_sent
    stop_account(account=partner.accounts.get())
    assert not PayoutItem.objects.get().may_be_sent
    assert record_sent(item=item, reference="FT1", by=payer())  # it had gone


def test_the_same_number_is_written_once_and_another_is_refused():
    first, second = owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2")
    one, two = begun_batch(first, second).items.order_by("pk")
    assert record_sent(item=one, reference="FT1", by=payer())
    assert not record_sent(item=one, reference="FT1", by=payer())
    for item, number in ((one, "FT2"), (two, "FT1"), (two, " ")):
        with pytest.raises(PayoutRefused):
            record_sent(item=item, reference=number, by=payer())
    assert SellerPayout.objects.count() == 1


def test_the_same_sum_with_the_same_number_is_no_second_payout():
    partner = owed_seller()
    record_sent(item=begun_batch(partner).items.get(), reference="FT1", by=payer())
    owe(partner)
    again = begun_batch(partner).items.get()
    with pytest.raises(PayoutRefused):
        record_sent(item=again, reference="FT1", by=payer())


def test_undoing_frees_the_money_until_something_has_gone():
    partner, other = owed_seller("Hợp tác xã 1"), owed_seller("Hợp tác xã 2")
    batch = begun_batch(partner, other)
    with pytest.raises(PayoutRefused):
        undo_batch(batch=batch, by=payer(), why=" ")
    assert undo_batch(batch=batch, by=payer(), why="nhầm")
    assert not undo_batch(batch=batch, by=payer(), why="nhầm")
    again = begun_batch(partner, other)
    record_sent(item=again.items.first(), reference="FT1", by=payer())
    with pytest.raises(PayoutRefused):
        undo_batch(batch=again, by=payer(), why="nhầm")
    with pytest.raises(PayoutRefused):
        drop_item(item=again.items.first(), by=payer(), why="nhầm")
    assert drop_item(item=again.items.last(), by=payer(), why="tài khoản đóng")
    again.refresh_from_db()
    assert again.status == "done"
    assert payout_makers.PayoutBatch.objects.filter(made_at__lte=now()).count() == 2
