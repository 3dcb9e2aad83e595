"""Moving producer orders: what each step writes, what is refused, and that stock comes back once."""

import unicodedata

import pytest
from django.db import IntegrityError, transaction

from shop.order.exceptions import TransitionRefused
from shop.order.fulfilment import cancel_producer_orders, transition_producer_order
from shop.order.models import Order, ProducerOrder, ProducerOrderTransition
from shop.partner.models import StockRecord
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def jar():
    return makers.product("Mật ong", price=100_000, stock=5)


@pytest.fixture
def order(place, jar):
    """Two jars of one seller and a box of another."""
    return place(makers.basket((jar, 2), makers.product("Chè", price=50_000, stock=3))).order


def producer_orders(order) -> list[ProducerOrder]:
    return list(ProducerOrder.objects.filter(order=order))


def advance(producer_order, *states, role="staff", **extra):
    for state in states:
        transition_producer_order(producer_order=producer_order, to=state, role=role, **extra)
    producer_order.refresh_from_db()
    return producer_order


def shelf(product) -> tuple[int, int]:
    row = StockRecord.objects.get(product=product)
    return row.num_in_stock, row.num_allocated


def status(order) -> str:
    return Order.objects.get(pk=order.pk).status


def test_a_new_order_is_new(order):
    assert order.status == "new"


def test_each_step_is_written_down(order):
    person = makers.user()
    producer_order = advance(
        producer_orders(order)[0], "confirmed", actor=person, note="Gọi lúc 9 giờ"
    )
    step = producer_order.transitions.get()
    assert (step.before, step.after, step.role) == ("new", "confirmed", "staff")
    assert (step.actor, step.note, step.reason) == (person, "Gọi lúc 9 giờ", "")
    assert step.at is not None


def test_the_way_to_delivery(order):
    producer_order = advance(
        producer_orders(order)[0], "confirmed", "packed", "shipped", "delivered"
    )
    assert [step.after for step in producer_order.transitions.all()] == [
        "confirmed",
        "packed",
        "shipped",
        "delivered",
    ]


@pytest.mark.parametrize("wanted", ["packed", "shipped", "delivered", "returned", "nowhere"])
def test_no_step_is_skipped(order, wanted):
    producer_order = producer_orders(order)[0]
    with pytest.raises(TransitionRefused):
        transition_producer_order(
            producer_order=producer_order, to=wanted, role="staff", reason="other"
        )
    producer_order.refresh_from_db()
    assert (producer_order.status, producer_order.transitions.count()) == ("new", 0)


def test_a_second_click_changes_nothing(order):
    producer_order = producer_orders(order)[0]
    assert (
        transition_producer_order(producer_order=producer_order, to="confirmed", role="seller")
        is True
    )
    assert (
        transition_producer_order(producer_order=producer_order, to="confirmed", role="seller")
        is False
    )
    assert producer_order.transitions.count() == 1


def test_the_order_follows_its_producer_orders_and_remembers(order):
    first, second = producer_orders(order)
    advance(first, "confirmed")
    assert status(order) == "new"
    advance(second, "confirmed")
    assert status(order) == "confirmed"
    advance(first, "packed", "shipped")
    assert status(order) == "partly_shipped"
    changes = order.status_changes.values_list("old_status", "new_status").order_by("pk")
    assert list(changes) == [("new", "confirmed"), ("confirmed", "partly_shipped")]


def test_a_cancelled_producer_order_gives_its_stock_back(order, jar):
    assert shelf(jar) == (5, 2)
    advance(producer_orders(order)[0], "cancelled", reason="out_of_stock")
    assert shelf(jar) == (5, 0)


def test_stock_comes_back_once(order, jar):
    StockRecord.objects.filter(product=jar).update(num_allocated=4)
    producer_order = producer_orders(order)[0]
    for _press in range(3):
        transition_producer_order(
            producer_order=producer_order, to="cancelled", role="staff", reason="other"
        )
    assert shelf(jar) == (5, 2)


def test_handing_over_takes_the_goods_off_the_shelf(order, jar):
    advance(producer_orders(order)[0], "confirmed", "packed", "shipped")
    assert shelf(jar) == (3, 0)


def test_what_comes_back_is_looked_at_before_it_is_sold_again(order, jar):
    advance(producer_orders(order)[0], "confirmed", "packed", "shipped")
    advance(producer_orders(order)[0], "returned", reason="refused")
    assert shelf(jar) == (3, 0)


def test_a_shelf_counted_by_hand_never_falls_below_nothing(order, jar):
    producer_order = advance(producer_orders(order)[0], "confirmed", "packed")
    StockRecord.objects.filter(product=jar).update(num_in_stock=1)
    advance(producer_order, "shipped")
    assert shelf(jar) == (0, 0)


def test_another_sellers_goods_stay_held(order, jar):
    advance(producer_orders(order)[1], "cancelled", reason="other")
    assert shelf(jar) == (5, 2)


def test_an_ending_needs_one_of_its_reasons(order):
    for reason in ("", "refused", "changed_mind", "<b>"):
        with pytest.raises(TransitionRefused):
            transition_producer_order(
                producer_order=producer_orders(order)[0],
                to="cancelled",
                role="staff",
                reason=reason,
            )


def test_the_database_itself_wants_a_reason_and_each_state_once(order):
    producer_order = advance(producer_orders(order)[0], "confirmed")
    step = producer_order.transitions.get()
    for facts in ({"after": "cancelled"}, {"after": "confirmed"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProducerOrderTransition.objects.create(
                producer_order=producer_order, before="new", at=step.at, role="staff", **facts
            )


def test_a_buyer_cancels_what_is_not_packed_and_is_told_of_the_rest(order):
    packed, fresh = producer_orders(order)
    advance(packed, "confirmed", "packed")
    outcome = cancel_producer_orders(
        order=order, producer_orders={packed.pk, fresh.pk}, reason="changed_mind"
    )
    assert (outcome.done, outcome.already, outcome.refused) == ((fresh,), (), (packed,))
    assert status(order) == "packed"


def test_a_buyers_second_click_finds_it_cancelled(order, jar):
    keys = {producer_order.pk for producer_order in producer_orders(order)}
    cancel_producer_orders(order=order, producer_orders=keys, reason="too_slow")
    again = cancel_producer_orders(order=order, producer_orders=keys, reason="too_slow")
    assert (len(again.already), again.done, again.refused) == (2, (), ())
    assert status(order) == "cancelled"
    assert shelf(jar) == (5, 0)


def test_producer_orders_of_another_order_are_not_touched(order, place):
    other = place(makers.basket(makers.product())).order
    outcome = cancel_producer_orders(
        order=order, producer_orders={producer_orders(other)[0].pk}, reason="other"
    )
    assert outcome.done == outcome.already == outcome.refused == ()
    assert producer_orders(other)[0].status == "new"


def test_a_buyer_may_not_say_the_goods_ran_out(order):
    with pytest.raises(TransitionRefused):
        cancel_producer_orders(
            order=order, producer_orders={producer_orders(order)[0].pk}, reason="out_of_stock"
        )
    assert producer_orders(order)[0].status == "new"


def test_a_note_is_composed_kept_with_its_emoji_and_cut(order):
    note = unicodedata.normalize("NFD", "Đặt nhầm \U0001f62d\u200d\x00\nxin lỗi") + "ạ" * 900
    producer_order = advance(
        producer_orders(order)[0], "cancelled", role="buyer", reason="other", note=note
    )
    kept = producer_order.transitions.get().note
    assert kept.startswith("Đặt nhầm \U0001f62d")
    assert "\nxin lỗi" in kept
    assert "\x00" not in kept
    assert len(kept) == 500
