"""The confirmation by e-mail: after commit, once, and never at the order's expense."""

import logging

import pytest
from django.core import mail

from shop.order.links import address_of
from shop.order.models import Order
from tests import makers
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


def test_one_mail_in_two_forms_with_the_signed_link(place, django_capture_on_commit_callbacks):
    item = makers.product("Chè Shan tuyết Suối Giàng", price=85_000)
    with django_capture_on_commit_callbacks(execute=True):
        order = place(makers.basket((item, 2))).order
    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    assert letter.to == ["sau@example.vn"]
    for text in (letter.body, html):
        assert "Chè Shan tuyết Suối Giàng" in text
        assert "170.000\u00a0₫" in text
        assert address_of(order) in text
    assert "<" not in letter.body
    assert "style=" not in html


def test_a_second_press_mails_nothing(place, django_capture_on_commit_callbacks):
    basket = makers.basket(makers.product())
    place(basket)
    with django_capture_on_commit_callbacks(execute=True):
        place(basket, reviewed="")
    assert mail.outbox == []


def test_without_an_address_nothing_is_mailed(place, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        place(makers.basket(makers.product()), delivery=deliver_to(place.commune, email=""))
    assert mail.outbox == []


def test_a_mail_server_that_is_down_is_logged_and_the_order_stands(
    place, django_capture_on_commit_callbacks, settings, caplog
):
    settings.EMAIL_BACKEND = "tests.shop.order.test_mail.Down"
    with (
        caplog.at_level(logging.ERROR, "shop.order.mail"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        place(makers.basket(makers.product()))
    assert Order.objects.count() == 1
    assert "could not be mailed" in caplog.text


def test_markup_in_a_name_stays_text(place, django_capture_on_commit_callbacks):
    delivery = deliver_to(place.commune, name="<b>Sáu</b> 🍯")
    with django_capture_on_commit_callbacks(execute=True):
        place(makers.basket(makers.product()), delivery=delivery)
    (letter,) = mail.outbox
    assert "<b>Sáu" not in letter.alternatives[0][0]
    assert "<b>Sáu</b> 🍯" in letter.body


class Down:
    """A mail server that is not there."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        """Fail as a closed port does."""
        raise ConnectionRefusedError
