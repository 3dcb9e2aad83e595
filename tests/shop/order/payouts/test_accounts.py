"""The account of a seller: a day of waiting, whose name it is in, and who stops it."""

from datetime import timedelta

import pytest

from shop.mail.models import OutgoingEmail
from shop.mail.renderers import render
from shop.order.exceptions import PayoutRefused
from shop.order.payouts.accounts import (
    accept_account,
    is_name_of,
    name_account,
    refuse_account,
    stop_account,
)
from shop.order.payouts.batches import accounts_in_force
from shop.order.payouts.links import find_account_to_stop, stop_path
from shop.partner.membership import MembershipRefused, end_membership
from shop.payment.models import SellerAccount
from tests import makers
from tests.payout_makers import payer, seller_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return makers.producer("Hợp tác xã Cây Tràm").partner


@pytest.fixture
def owner(partner):
    return makers.membership(partner).user


def name(partner, by, account="0071001234567", holder="HTX CAY TRAM") -> SellerAccount:
    return name_account(partner=partner, by=by, bank_bin="970436", account=account, holder=holder)


def in_force(partner):
    return accounts_in_force([partner.pk]).get(partner.pk)


def test_a_new_account_counts_after_a_day_and_the_old_one_until_then(clock, partner, owner):
    old = seller_account(partner)
    named = name(partner, owner)
    assert in_force(partner) == old
    clock.shift(timedelta(hours=23, minutes=59))
    assert in_force(partner) == old
    clock.shift(timedelta(minutes=1))
    assert in_force(partner) == named


@pytest.mark.parametrize(
    ("holder", "fits"),
    [
        ("HTX CAY TRAM", True),
        ("Hợp tác xã Cây Tràm", True),
        ("CÂY TRÀM", True),
        ("NGUYEN VAN A", False),
        ("HTX CAY TRAM 2", False),
        ("HTX", False),
    ],
)
def test_the_name_is_compared_as_banks_write_it(partner, holder, fits):
    assert is_name_of(holder, partner) is fits


def test_another_name_waits_for_somebody_of_the_shop(clock, partner, owner):
    named = name(partner, owner, holder="NGUYEN VAN A")
    clock.shift(timedelta(days=2))
    assert in_force(partner) is None
    with pytest.raises(PayoutRefused):
        accept_account(account=named, by=owner)
    assert accept_account(account=named, by=payer())
    assert not accept_account(account=named, by=payer())
    assert in_force(partner) == named


def test_a_refused_account_never_counts(clock, partner, owner):
    old, named = seller_account(partner), name(partner, owner, holder="NGUYEN VAN A")
    with pytest.raises(PayoutRefused):
        refuse_account(account=named, by=payer(), why=" ")
    refuse_account(account=named, by=payer(), why="không rõ là ai")
    with pytest.raises(PayoutRefused):
        accept_account(account=named, by=payer())
    clock.shift(timedelta(days=2))
    assert in_force(partner) == old


def test_stopping_leaves_the_one_before(clock, partner, owner):
    old, named = seller_account(partner), name(partner, owner)
    assert stop_account(account=named)
    assert not stop_account(account=named)
    clock.shift(timedelta(days=2))
    assert in_force(partner) == old


def test_naming_another_replaces_what_waits(clock, partner, owner):
    first = name(partner, owner)
    second = name(partner, owner, account="0071009999999")
    first.refresh_from_db()
    assert (first.stopped_by, list(partner.accounts.waiting())) == (owner, [second])
    with pytest.raises(PayoutRefused):
        name(partner, owner, account="0071009999999")


def test_only_an_owner_of_this_moment_names_one(partner, owner):
    colleague = makers.membership(partner).user
    end_membership(membership=partner.memberships.get(user=owner))
    with pytest.raises(MembershipRefused):
        name(partner, owner)
    assert name(partner, colleague)
    assert makers.membership(partner, "seller").user.pk != colleague.pk


def test_all_owners_hear_of_it_at_once_with_the_link_that_stops_it(partner, owner):
    colleague = makers.membership(partner).user
    makers.membership(partner, "seller")
    named = name(partner, owner)
    emails = OutgoingEmail.objects.filter(kind="seller_account_named", about=named.pk)
    assert set(emails.values_list("reader", flat=True)) == {owner.pk, colleague.pk}
    written = render(emails.get(reader=colleague.pk))
    assert stop_path(named) in written.text
    assert "•••• 4567" in written.text
    assert named.account not in written.text + written.html
    stop_account(account=named)
    assert render(emails.get(reader=colleague.pk)) is None
    ended = OutgoingEmail.objects.get(kind="seller_account_ended", reader=owner.pk)
    assert "•••• 4567" in render(ended).text


def test_the_link_is_signed_and_ends(clock, partner, owner):
    named = name(partner, owner)
    token = stop_path(named).rstrip("/").rsplit("/", 1)[1]
    assert find_account_to_stop(token) == named
    assert find_account_to_stop(token[:-1] + "A") is None or token.endswith("A")
    clock.shift(timedelta(days=8))
    assert find_account_to_stop(token) is None
