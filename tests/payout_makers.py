"""Sellers to whom money is owed, their accounts, and people who pay it out."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from uuid import uuid4

from django.apps import apps
from django.contrib.auth.models import Group
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from catalogue.clock import now
from shop.order.models import ProducerOrderTransition
from shop.order.payouts.batches import approve_batch, begin_batch, make_batch
from shop.order.states import DELIVERED
from shop.partner.models import Partner
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import WAITING_TIME, PayoutBatch, SellerAccount
from shop.users.roles import PAYERS, create_roles
from shop.users.second_factor.services import begin_setup, confirm_setup
from tests import makers
from tests.refund_makers import TO_THE_DOOR, pay, step
from tests.shop.order.conftest import order_basket

_accounts = count(1001234567)


def owe(partner: Partner, price: int = 300_000, *, days: int = 9):
    """Sell something of this seller, delivered so many days ago and paid; return its producer order."""
    goods = makers.product(producer=partner.producer, price=price, stock=9)
    commune = makers.commune()
    order = order_basket(makers.basket((goods, 1)), commune, payment=BANK_TRANSFER).order
    pay(order)
    row = order.producer_orders.get()
    step(row, *TO_THE_DOOR)
    delivered = ProducerOrderTransition.objects.filter(producer_order=row, after=DELIVERED)
    delivered.update(at=now() - timedelta(days=days))
    return row


def seller_account(partner: Partner, *, hours: int = 25, **facts) -> SellerAccount:
    """An account that was named so many hours ago."""
    named_at = now() - timedelta(hours=hours)
    number = f"00{next(_accounts)}"
    known = {"bank_bin": "970436", "account": number, "holder": "HTX CAY TRAM"}
    known |= {"named_at": named_at, "valid_from": named_at + WAITING_TIME}
    return SellerAccount.objects.create(partner=partner, **(known | facts))


def owed_seller(name: str = "Hợp tác xã Cây Tràm", price: int = 300_000) -> Partner:
    """A seller with an account in force who is to get money."""
    partner = makers.producer(name).partner
    owe(partner, price)
    seller_account(partner)
    return partner


def payer(**fields):
    """Somebody who pays sellers."""
    create_roles(apps)
    person = makers.user(**fields)
    person.groups.add(Group.objects.get(name=PAYERS))
    return person


def begun_batch(*partners: Partner, by=None) -> PayoutBatch:
    """A batch that is being sent, agreed to by a second person where it takes one."""
    by = by or payer()
    batch = make_batch(partners=[each.pk for each in partners], by=by, submission=uuid4())
    if batch.needs_second:
        approve_batch(batch=batch, by=payer())
    begin_batch(batch=batch, by=by)
    batch.refresh_from_db()
    return batch


def second_factor(user) -> Callable[[], str]:
    """Turn the second factor of an account on; return what its app shows."""
    device = begin_setup(user=user)

    def code(steps: int = 0) -> str:
        clock = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift + steps)
        return f"{clock.token():06}"

    confirm_setup(user=user, code=code(-1))
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return code
