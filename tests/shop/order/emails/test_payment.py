"""E-mails about an order that is to be paid before it is sent."""

from datetime import timedelta

import pytest
from django.core import mail

from catalogue.clock import now
from shop.mail.delivery import deliver
from shop.order.links import pay_path
from shop.order.payments.expiry import expire_unpaid, remind_unpaid
from shop.order.payments.services import Movement, record_movement
from shop.payment.methods import BANK_TRANSFER
from shop.payment.models import EntryKind, Payment
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def awaiting(place):
    """An order by transfer; its confirmation has gone."""
    order = place(makers.basket(makers.product(stock=5)), payment=BANK_TRANSFER).order
    deliver()
    return order


def ends_in(**time):
    moment = now()
    Payment.objects.update(
        created_at=moment - timedelta(days=1) + timedelta(**time),
        expires_at=moment + timedelta(**time),
    )


def last() -> str:
    deliver()
    return mail.outbox[-1].subject + mail.outbox[-1].body


def test_the_confirmation_says_that_it_is_to_be_paid_and_until_when(awaiting):
    text = last()
    assert pay_path(awaiting) in text
    assert "Đơn còn phải trả" in text


def test_one_reminder_goes_before_the_end(awaiting):
    ends_in(hours=5)
    assert remind_unpaid() == 0
    ends_in(hours=3)
    assert [remind_unpaid(), remind_unpaid()] == [1, 0]
    assert f"Đơn hàng {awaiting.number} còn chờ thanh toán" in last()


def test_nobody_is_reminded_of_what_is_paid(awaiting):
    ends_in(hours=3)
    remind_unpaid()
    movement = Movement(EntryKind.RECEIVED, int(awaiting.total_incl_tax), "FT1", "transfer")
    record_movement(payment=awaiting.payment, movement=movement)
    assert "còn chờ thanh toán" not in last()


def test_the_buyer_hears_once_that_the_order_has_ended_unpaid(awaiting):
    before = len(mail.outbox)
    ends_in(seconds=-1)
    expire_unpaid()
    assert "đã hết hạn thanh toán" in last()
    assert len(mail.outbox) == before + 1
