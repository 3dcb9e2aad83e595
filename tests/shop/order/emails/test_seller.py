"""E-mails to sellers: each of their people, what to pack, and never of what is no longer so."""

import pytest
from django.core import mail
from django.utils import translation

from shop.mail.delivery import deliver
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import retry
from shop.notices.events import NEW_ORDER
from shop.notices.reading import mark_subjects_read
from shop.order.fulfilment import cancel_producer_orders, transition_producer_order
from tests import makers
from tests.shop.mail.servers import DOWN
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def cooperative():
    """A co-operative with two people, of whom one has a phone only."""
    made = makers.producer("Hợp tác xã Cây Tràm")
    made.partner.users.add(makers.user(email="tram@example.vn"))
    made.partner.users.add(makers.user(email=None, phone="0912345671"))
    return made


@pytest.fixture
def ordered(place, cooperative, emails_sent):
    """Places honey of the co-operative beside tea of a stranger; returns the order."""

    def _ordered(**changed):
        honey = makers.product("Mật ong", producer=cooperative, price=100_000)
        with emails_sent():
            delivery = deliver_to(place.commune, note="Gọi trước <b>khi</b> giao", **changed)
            return place(makers.basket((honey, 2), makers.product("Chè")), delivery=delivery).order

    return _ordered


def to_sellers() -> list:
    return [email for email in mail.outbox if email.to == ["tram@example.vn"]]


def producer_order_of(order, producer):
    return order.producer_orders.get(partner=producer.partner)


def test_a_seller_reads_what_to_pack_for_whom_and_what_to_do(ordered, cooperative):
    order = ordered()
    (email,) = to_sellers()
    assert order.number in email.subject
    html = email.alternatives[0][0]
    for text in (email.body, html):
        for words in ("Mật ong", "Nguyễn Thị Sáu", "0912 345 678", "12 ấp Phú Nhuận"):
            assert words in text
        assert f"/nguoi-ban/don-hang/{producer_order_of(order, cooperative).pk}/" in text
        assert "Chè" not in text
    assert "Gọi trước <b>khi</b> giao" in email.body
    assert "<b>khi</b>" not in html
    assert "src=" not in html
    assert "style=" not in html


def test_a_seller_without_people_is_told_of_through_the_shop(ordered, settings):
    settings.OCOP_SELLER = {**settings.OCOP_SELLER, "email": "cua-hang@example.vn"}
    ordered()
    (email,) = [email for email in mail.outbox if email.to == ["cua-hang@example.vn"]]
    assert "Chè" in email.body
    assert "chuyển" in email.body


def test_a_person_who_has_left_gets_no_email(ordered, cooperative):
    cooperative.partner.users.update(is_active=False)
    ordered()
    assert to_sellers() == []


def test_a_cancellation_by_the_buyer_is_told_with_its_reason(ordered, cooperative, emails_sent):
    order = ordered()
    mail.outbox.clear()
    with emails_sent():
        keys = {producer_order_of(order, cooperative).pk}
        cancel_producer_orders(order=order, producer_orders=keys, reason="too_slow", note="Cần gấp")
    (email,) = to_sellers()
    assert "hủy" in email.subject
    assert "Cần gấp" in email.body


def test_who_cancels_gets_no_email_about_it(ordered, cooperative, emails_sent):
    order = ordered()
    mail.outbox.clear()
    with emails_sent():
        producer_order = producer_order_of(order, cooperative)
        transition_producer_order(
            producer_order=producer_order, to="cancelled", role="seller", reason="out_of_stock"
        )
    assert to_sellers() == []


def test_an_order_cancelled_before_its_email_went_is_not_mentioned_at_all(
    ordered, settings, emails_sent
):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    order = ordered()
    with emails_sent():
        keys = set(order.producer_orders.values_list("pk", flat=True))
        cancel_producer_orders(order=order, producer_orders=keys, reason="other")
    settings.EMAIL_DELIVERY_BACKEND = working
    retry(OutgoingEmail.objects.all())
    deliver()
    assert to_sellers() == []
    assert set(OutgoingEmail.objects.filter(kind="parcel_new").values_list("state", flat=True)) == {
        "dropped"
    }


def test_who_saw_the_producer_order_in_the_workspace_is_told_of_its_cancellation(
    ordered, cooperative, settings, emails_sent
):
    working, settings.EMAIL_DELIVERY_BACKEND = settings.EMAIL_DELIVERY_BACKEND, DOWN
    producer_order = producer_order_of(ordered(), cooperative)
    tram = cooperative.partner.users.get(email="tram@example.vn")
    mark_subjects_read(tram, [producer_order.pk], NEW_ORDER)
    with emails_sent():
        cancel_producer_orders(
            order=producer_order.order, producer_orders={producer_order.pk}, reason="other"
        )
    settings.EMAIL_DELIVERY_BACKEND = working
    retry(OutgoingEmail.objects.all())
    deliver()
    assert ["hủy" in email.subject for email in to_sellers()] == [True]


def test_sellers_read_vietnamese_whatever_the_buyer_reads(ordered):
    with translation.override("en"):
        ordered()
    (email,) = to_sellers()
    assert "Đơn hàng mới" in email.subject
    assert "/en/" not in email.body
