"""The confirmation by e-mail: after commit, once, and never at the order's expense."""

import pytest
from django.core import mail

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import retry
from shop.order.fulfilment import cancel_producer_orders
from shop.order.links import order_url
from shop.order.models import Order
from tests import makers
from tests.shop.mail.servers import DOWN
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


def test_one_mail_in_two_forms_with_the_signed_link(place, emails_sent):
    item = makers.product("Chè Shan tuyết Suối Giàng", price=85_000)
    makers.standing_page("Đổi trả", "doi-tra")
    with emails_sent():
        order = place(makers.basket((item, 2))).order
    (email,) = mail.outbox
    html = email.alternatives[0][0]
    assert email.to == ["sau@example.vn"]
    for text in (email.body, html):
        assert "Chè Shan tuyết Suối Giàng" in text
        assert "170.000\u00a0₫" in text
        assert order_url(order) in text
        assert "/doi-tra/" in text, "how to give something back"
        assert text.count("Kiện hàng này") == 1, "what this parcel comes to"
    assert "<" not in email.body
    assert "style=" not in html


def test_no_mail_links_to_rules_that_nobody_can_read(place, emails_sent):
    makers.standing_page("Đổi trả", "doi-tra").unpublish()
    with emails_sent():
        order = place(makers.basket(makers.product())).order
    (email,) = mail.outbox
    assert "/doi-tra/" not in email.body
    assert email.body.count(order_url(order)) == 3  # the page, in place of the rules, and its PDF


def test_a_second_press_mails_nothing(place, emails_sent):
    basket = makers.basket(makers.product())
    with emails_sent():
        place(basket)
    mail.outbox.clear()
    with emails_sent():
        place(basket, reviewed="")
    assert mail.outbox == []
    assert OutgoingEmail.objects.filter(kind="order_placed").count() == 1


def test_without_an_address_nothing_is_mailed(place, emails_sent):
    with emails_sent():
        place(makers.basket(makers.product()), delivery=deliver_to(place.commune, email=""))
    assert mail.outbox == []


def test_a_mail_server_that_is_down_loses_nothing_and_the_order_stands(
    place, emails_sent, settings
):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    with emails_sent():
        place(makers.basket(makers.product()))
    assert Order.objects.count() == 1
    settings.EMAIL_DELIVERY_BACKEND = working
    retry(OutgoingEmail.objects.all())
    deliver()
    assert [email.to for email in mail.outbox] == [["sau@example.vn"]]


def test_an_order_that_is_cancelled_meanwhile_is_not_confirmed_any_more(
    place, emails_sent, settings
):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    with emails_sent():
        order = place(makers.basket(makers.product())).order
        keys = set(order.producer_orders.values_list("pk", flat=True))
        cancel_producer_orders(order=order, producer_orders=keys, reason="other")
    settings.EMAIL_DELIVERY_BACKEND = working
    retry(OutgoingEmail.objects.all())
    deliver()
    (email,) = mail.outbox
    assert "hủy" in email.subject


def test_markup_in_a_name_stays_text(place, emails_sent):
    delivery = deliver_to(place.commune, name="<b>Sáu</b> 🍯")
    with emails_sent():
        place(makers.basket(makers.product()), delivery=delivery)
    (email,) = mail.outbox
    assert "<b>Sáu" not in email.alternatives[0][0]
    assert "<b>Sáu</b> 🍯" in email.body
