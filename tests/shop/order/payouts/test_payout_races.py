"""Two people pay one seller, one batch, one transfer; an account is stopped while it is begun."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from shop.order.exceptions import PayoutRefused
from shop.order.payouts.accounts import name_account, stop_account
from shop.order.payouts.batches import begin_batch, make_batch, record_sent
from shop.partner.membership import MembershipRefused, end_membership
from shop.payment.models import PayoutBatch, PayoutItem, SellerAccount, SellerPayout
from tests import makers
from tests.payout_makers import begun_batch, owed_seller, payer, seller_account

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each returned, or the name of what refused it."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            start.wait(timeout=30)
            return call()
        except (PayoutRefused, MembershipRefused) as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_people_make_one_batch_for_one_seller():
    partner = owed_seller()
    calls = [
        lambda by=by: make_batch(partners=[partner.pk], by=by, submission=uuid4())
        for by in (payer(), payer())
    ]
    outcomes = at_once(*calls)
    assert outcomes.count("PayoutRefused") == 1
    assert PayoutItem.objects.open().count() == 1


def test_a_double_click_makes_one_batch():
    partner, by, submission = owed_seller(), payer(), uuid4()
    calls = [
        lambda: make_batch(partners=[partner.pk], by=by, submission=submission) for _n in range(2)
    ]
    first, second = at_once(*calls)
    assert first == second
    assert PayoutBatch.objects.count() == 1


def test_one_transfer_is_written_down_once():
    item = begun_batch(owed_seller()).items.get()
    calls = [
        lambda by=by: record_sent(item=item, reference="FT1", by=by) for by in (payer(), payer())
    ]
    assert sorted(at_once(*calls)) == [False, True]
    assert SellerPayout.objects.count() == 1


def test_an_account_stopped_while_it_is_begun_gets_nothing():
    partner = owed_seller()
    old, new = partner.accounts.get(), seller_account(partner)
    batch = make_batch(partners=[partner.pk], by=payer(), submission=uuid4())
    by = payer()
    at_once(lambda: begin_batch(batch=batch, by=by), lambda: stop_account(account=new))
    item = PayoutItem.objects.get()
    assert item.account == old or not item.may_be_sent


def test_whoever_is_shut_out_at_that_moment_names_no_account_afterwards():
    partner = makers.producer().partner
    leaving, staying = makers.membership(partner), makers.membership(partner)
    facts = {"bank_bin": "970436", "account": "0071001234567", "holder": "A"}
    outcomes = at_once(
        lambda: name_account(partner=partner, by=leaving.user, **facts),
        lambda: end_membership(membership=leaving, by=staying.user, manager=staying.user),
    )
    named = SellerAccount.objects.filter(named_by=leaving.user)
    assert (outcomes[0] == "MembershipRefused") is not named.exists()
