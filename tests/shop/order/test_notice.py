"""Letters about parcels: after commit, once, in the order's language, never at their expense."""

import pytest
from django.core import mail
from django.utils import translation

from shop.letters.models import Letter
from shop.letters.outbox import deliver, post, retry
from shop.order.fulfilment import cancel_parcels, move_parcel
from shop.order.links import address_of
from shop.order.models import ParcelMove
from tests import makers
from tests.shop.letters.servers import DOWN
from tests.shop.order.conftest import deliver_to

pytestmark = pytest.mark.django_db

LOUD = ["confirmed", "shipped", "delivered", "returned"]


@pytest.fixture
def placed(place, django_capture_on_commit_callbacks):
    """Places a basket, whose letters have gone; returns the order."""

    def _placed(*products, **changed):
        with django_capture_on_commit_callbacks(execute=True):
            order = place(makers.basket(*products), **changed).order
        mail.outbox.clear()
        return order

    return _placed


@pytest.fixture
def order(placed):
    return placed(makers.product("Kẹo dừa", price=60_000))


@pytest.fixture
def move(order, django_capture_on_commit_callbacks):
    """Moves the only parcel and returns the letters that went out."""

    def _move(to, role="staff", **extra):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            move_parcel(parcel=order.producer_orders.get(), to=to, role=role, **extra)
        return list(mail.outbox)

    return _move


def test_one_letter_in_two_forms_for_each_state_a_buyer_cares_about(move, order):
    told = {}
    for state in ("confirmed", "packed", "shipped", "delivered", "returned"):
        told[state] = move(state, reason="refused" if state == "returned" else "")
    assert [state for state, letters in told.items() if letters] == LOUD
    for letters in told.values():
        for letter in letters:
            assert letter.to == ["sau@example.vn"]
            assert order.number in letter.subject
            for text in (letter.body, letter.alternatives[0][0]):
                assert "Kẹo dừa" in text
                assert address_of(order) in text
    assert len({letters[0].subject for letters in told.values() if letters}) == 4


def test_a_letter_waits_for_the_commit(order, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        move_parcel(parcel=order.producer_orders.get(), to="confirmed", role="staff")
    assert mail.outbox == []
    assert len(waiting) == 1
    assert Letter.objects.get(kind="parcel_moved").state == "waiting"


def test_a_second_click_mails_nothing(move):
    assert len(move("confirmed")) == 1
    assert move("confirmed") == []


def test_a_letter_that_is_asked_for_twice_goes_out_once(move):
    move("confirmed")
    post("parcel_moved", ParcelMove.objects.get().pk)
    deliver()
    assert len(mail.outbox) == 1


def test_news_that_later_news_has_overtaken_is_not_sent(order, move, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, DOWN
    move("confirmed")
    settings.EMAIL_BACKEND = working
    move("cancelled", reason="out_of_stock")
    retry(Letter.objects.all())
    deliver()
    (letter,) = mail.outbox
    assert "hủy" in letter.subject


def test_a_delivered_parcel_invites_to_a_review(move, order):
    move("confirmed")
    move("packed")
    move("shipped")
    (letter,) = move("delivered")
    assert f"{address_of(order)}nhan-xet/" in letter.body
    assert f"{address_of(order)}nhan-xet/" in letter.alternatives[0][0]


def test_a_cancellation_says_why_and_what_is_left_to_pay(move):
    (letter,) = move("cancelled", reason="out_of_stock", note="Hết mùa <dừa> 🥥")
    assert "Lý do" in letter.body
    assert "Hết mùa <dừa> 🥥" in letter.body
    assert "<dừa>" not in letter.alternatives[0][0]
    assert "0\u00a0₫" in letter.body


def test_a_buyer_is_not_begged_pardon_for_an_own_wish(order, django_capture_on_commit_callbacks):
    key = order.producer_orders.get().pk
    with django_capture_on_commit_callbacks(execute=True):
        cancel_parcels(order=order, parcels={key}, reason="changed_mind")
    (letter,) = mail.outbox
    assert "xin lỗi" not in letter.body


def test_parcels_cancelled_together_are_one_letter(placed, django_capture_on_commit_callbacks):
    order = placed(makers.product(), makers.product())
    keys = set(order.producer_orders.values_list("pk", flat=True))
    with django_capture_on_commit_callbacks(execute=True):
        cancel_parcels(order=order, parcels=keys, reason="other")
    assert len(mail.outbox) == 1


def test_an_english_order_gets_english_letters(placed, django_capture_on_commit_callbacks):
    with translation.override("en"):
        order = placed(makers.product())
    with django_capture_on_commit_callbacks(execute=True):
        move_parcel(parcel=order.producer_orders.get(), to="confirmed", role="staff")
    (letter,) = mail.outbox
    assert "has been confirmed" in letter.subject
    assert "/en/don-hang/" in letter.body


def test_without_an_address_nothing_is_mailed(placed, place, django_capture_on_commit_callbacks):
    order = placed(makers.product(), delivery=deliver_to(place.commune, email=""))
    with django_capture_on_commit_callbacks(execute=True):
        move_parcel(parcel=order.producer_orders.get(), to="confirmed", role="staff")
    assert mail.outbox == []
    assert ParcelMove.objects.get().mailed_at is None


def test_a_mail_server_that_is_down_is_tried_again_and_the_step_stands(move, settings):
    working, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, DOWN
    move("confirmed")
    step = ParcelMove.objects.get()
    assert (step.after, step.mailed_at) == ("confirmed", None)
    settings.EMAIL_BACKEND = working
    retry(Letter.objects.all())
    deliver()
    step.refresh_from_db()
    assert len(mail.outbox) == 1
    assert step.mailed_at is not None
