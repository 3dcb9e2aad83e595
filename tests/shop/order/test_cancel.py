"""The buyer's own cancelling: asked by a page, done by POST, safe to press twice."""

import unicodedata

import pytest
from django.test import Client

from shop.order.fulfilment import transition_producer_order
from shop.order.links import order_path
from shop.order.models import ProducerOrderTransition
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(place):
    return place(makers.basket(makers.product("Chè"), makers.product("Mật ong"))).order


def keys(order) -> list[int]:
    return [producer_order.pk for producer_order in order.producer_orders.all()]


def states(order) -> list[str]:
    return [producer_order.status for producer_order in order.producer_orders.all()]


def press(client, order, **changed):
    """Press the button; every producer order and a reason unless `changed`."""
    posted = {"parcels": keys(order), "reason": "changed_mind"} | changed
    return client.post(order_path(order) + "huy/", posted, follow=True)


def test_the_page_asks_and_changes_nothing(client, order):
    answer = client.get(order_path(order) + "huy/")
    assert answer.status_code == 200
    assert "csrfmiddlewaretoken" in answer.content.decode()
    assert states(order) == ["new", "new"]


def test_the_button_cancels_and_leads_back_to_the_order(client, order):
    answer = press(client, order)
    assert answer.redirect_chain == [(order_path(order), 302)]
    assert states(order) == ["cancelled", "cancelled"]


def test_one_producer_order_of_two_is_cancelled_alone(client, order):
    press(client, order, parcels=[keys(order)[1]])
    assert states(order) == ["new", "cancelled"]


def test_pressing_twice_says_so_and_does_nothing_more(client, order):
    press(client, order)
    answer = press(client, order)
    assert "trước đó" in answer.content.decode()
    assert ProducerOrderTransition.objects.count() == 2


def test_what_was_packed_meanwhile_stays_and_is_told(client, order):
    producer_order = order.producer_orders.first()
    client.get(order_path(order) + "huy/")
    for state in ("confirmed", "packed"):
        transition_producer_order(producer_order=producer_order, to=state, role="seller")
    answer = press(client, order)
    assert states(order) == ["packed", "cancelled"]
    assert "đã đóng gói" in answer.content.decode()


def test_when_all_is_packed_the_page_says_what_else_can_be_done(client, order):
    for producer_order in order.producer_orders.all():
        for state in ("confirmed", "packed"):
            transition_producer_order(producer_order=producer_order, to=state, role="seller")
    makers.standing_page("Khiếu nại", "khieu-nai")
    page = client.get(order_path(order) + "huy/").content.decode()
    assert "<textarea" not in page
    assert "/khieu-nai/" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"reason": "out_of_stock"},
        {"parcels": []},
        {"parcels": ["x"]},
        {"parcels": ["-1"]},
        {"note": "ạ" * 501},
    ],
)
def test_a_form_that_is_not_right_comes_again_with_what_was_typed(client, order, wrong):
    answer = press(client, order, **({"note": "Giữ lại chữ này"} | wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["form"]["note"].value().startswith(("Giữ lại", "ạ"))
    assert states(order) == ["new", "new"]


def test_a_producer_order_of_another_order_cannot_be_named(client, order, place):
    other = place(makers.basket(makers.product())).order
    press(client, order, parcels=keys(other))
    assert states(other) == ["new"]


def test_without_the_secret_of_the_form_nothing_happens(order):
    stranger = Client(enforce_csrf_checks=True)
    assert press(stranger, order).status_code == 403
    assert states(order) == ["new", "new"]


def test_a_note_with_emoji_and_loose_marks_is_kept_composed(client, order):
    press(client, order, note=unicodedata.normalize("NFD", "Mẹ đã mua rồi 🙏"))
    assert ProducerOrderTransition.objects.first().note == "Mẹ đã mua rồi 🙏"


def test_script_in_a_note_stays_text(client, order):
    answer = press(client, order, note="<script>alert(1)</script>")
    assert "<script>alert" not in answer.content.decode()
    assert "&lt;script&gt;alert" in answer.content.decode()


def test_only_the_owner_is_named_as_who_did_it(client, place):
    owner = makers.user()
    first, second = (
        place(makers.basket(makers.product(), owner=owner), buyer=owner).order for _ in range(2)
    )
    press(client, first)
    client.force_login(owner)
    press(client, second)
    assert [step.actor for step in ProducerOrderTransition.objects.all()] == [None, owner]
    assert {step.role for step in ProducerOrderTransition.objects.all()} == {"buyer"}
