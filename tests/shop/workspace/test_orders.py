"""Orders in the workspace: tabs, steps by two taps, who may do what, what nobody is told."""

from datetime import datetime, timedelta

import pytest

from catalogue.clock import VIETNAM
from shop.order.fulfilment import transition_producer_order
from shop.workspace.orders.inbox import HandOverClock, InboxTab, hand_over_clock
from tests import makers
from tests.reading import as_read
from tests.shop.order.conftest import order_basket
from tests.shop.workspace.conftest import HONEY

pytestmark = pytest.mark.django_db


def path_of(order) -> str:
    return f"/nguoi-ban/don-hang/{order.pk}/"


def state(order) -> str:
    order.refresh_from_db()
    return order.status


def move(order, *states):
    for to in states:
        transition_producer_order(producer_order=order, to=to, role="seller")


def test_the_inbox_shows_own_goods_only(owner, partner, order):
    page = as_read(owner.get(f"/nguoi-ban/{partner.pk}/don-hang/"))
    assert f"2 × {HONEY}" in page
    assert "Bí mật" not in page
    assert "Bí mật" not in as_read(owner.get(path_of(order)))


@pytest.mark.parametrize(
    ("states", "tab"),
    [
        ((), InboxTab.TO_CONFIRM),
        (("confirmed",), InboxTab.TO_PACK),
        (("confirmed", "packed"), InboxTab.TO_HAND_OVER),
    ],
)
def test_each_order_stands_under_what_is_next(owner, partner, order, states, tab):
    move(order, *states)
    for each in InboxTab:
        answer = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/", {"muc": each.value})
        shown = [card.pk for card in answer.context["cards"]]
        assert shown == ([order.pk] if each in (tab, InboxTab.ALL) else []), each


def test_nonsense_shows_the_first_tab(owner, partner, order):
    answer = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/", {"muc": "' OR 1=1", "page": "x"})
    assert answer.context["shown"] == InboxTab.TO_CONFIRM


def test_confirming_from_the_inbox_comes_back_to_it(owner, partner, order):
    answer = owner.post(path_of(order), {"to": "confirmed", "muc": "cho-xac-nhan"})
    assert answer["Location"] == f"/nguoi-ban/{partner.pk}/don-hang/?muc=cho-xac-nhan"
    assert state(order) == "confirmed"
    step = order.transitions.get()
    assert (step.role, step.actor) == ("seller", owner.user)


def test_a_second_tap_says_so_and_changes_nothing(owner, order):
    owner.post(path_of(order), {"to": "confirmed"}, follow=True)
    answer = owner.post(path_of(order), {"to": "confirmed"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["info"]
    assert order.transitions.count() == 1


def test_handing_over_tells_the_buyer_carrier_and_number(owner, order):
    move(order, "confirmed", "packed")
    owner.post(path_of(order), {"to": "shipped", "carrier": "ghn", "tracking_number": "GHN123VN"})
    assert state(order) == "shipped"
    note = order.transitions.get(after="shipped").note
    assert "GHN" in note
    assert "GHN123VN" in note


def test_handing_over_without_a_carrier_keeps_the_number_typed(owner, order):
    move(order, "confirmed", "packed")
    page = owner.post(path_of(order), {"to": "shipped", "tracking_number": "GHN123VN"})
    assert state(order) == "packed"
    assert 'value="GHN123VN"' in page.content.decode()


def test_the_number_of_who_hands_over_second_is_said_again(owner, order):
    move(order, "confirmed", "packed", "shipped")
    second = {"to": "shipped", "carrier": "ghn", "tracking_number": "GHN123VN"}
    assert "Bạn đã viết: “GHN123VN”" in as_read(owner.post(path_of(order), second, follow=True))


def test_a_note_for_a_step_that_has_become_impossible_is_said_again(owner, order):
    move(order, "confirmed", "packed", "shipped")
    late = {"to": "cancelled", "reason": "out_of_stock", "note": "Hết mùa rồi ạ"}
    assert "Hết mùa rồi ạ" in as_read(owner.post(path_of(order), late, follow=True))


def test_refusing_asks_for_a_reason(owner, order):
    page = owner.post(path_of(order), {"to": "cancelled", "note": "Hết mùa"})
    assert "Hết mùa" in page.content.decode()
    assert state(order) == "new"
    owner.post(path_of(order), {"to": "cancelled", "reason": "out_of_stock"})
    assert state(order) == "cancelled"


@pytest.mark.parametrize("to", ["delivered", "returned", "", "nonsense", "awaiting"])
def test_a_step_that_is_not_offered_is_not_taken(owner, order, to):
    assert owner.post(path_of(order), {"to": to, "reason": "other"}).status_code == 302
    assert state(order) == "new"


def test_a_packer_packs_and_hands_over(packer, order):
    move(order, "confirmed")
    packer.post(path_of(order), {"to": "packed"})
    packer.post(path_of(order), {"to": "shipped", "carrier": "own"})
    assert state(order) == "shipped"
    assert order.transitions.get(after="packed").actor == packer.user


@pytest.mark.parametrize("to", ["confirmed", "cancelled"])
def test_a_packer_neither_confirms_nor_refuses(packer, order, to):
    answer = packer.post(path_of(order), {"to": to, "reason": "other"})
    assert answer.status_code == 404
    assert state(order) == "new"


def test_a_packer_reads_what_to_collect_and_no_price(packer, order):
    page = as_read(packer.get(path_of(order)))
    assert "420.000" not in page  # two jars
    assert "Thu hộ" in page


def test_forged_fields_change_nothing(owner, order):
    other = makers.user()
    posted = {"to": "confirmed", "role": "staff", "actor": other.pk, "partner": "1", "status": "x"}
    owner.post(path_of(order), posted)
    step = order.transitions.get()
    assert (step.role, step.actor) == ("seller", owner.user)


def test_what_awaits_its_payment_is_not_there(owner, partner, order):
    type(order).objects.filter(pk=order.pk).update(status="awaiting")
    assert owner.get(path_of(order)).status_code == 404
    answer = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/", {"muc": "tat-ca"})
    assert answer.context["cards"] == []


def test_the_clock_counts_working_days_from_the_order(partner, clock):
    friday = datetime(2026, 11, 20, 10, 0, tzinfo=VIETNAM)
    assert hand_over_clock(partner, friday).days_left == 2  # Monday, seen on Saturday
    assert hand_over_clock(partner, friday - timedelta(days=7)).is_late


def test_the_clock_speaks(clock):
    day = datetime(2026, 11, 21, tzinfo=VIETNAM).date()
    assert str(HandOverClock(day, 0)) == "chậm nhất hôm nay"
    assert str(HandOverClock(day, -2)) == "trễ 2 ngày"


def test_what_is_late_is_a_problem(clock, owner, partner, order):
    clock.move_to(datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM))
    answer = owner.get(f"/nguoi-ban/{partner.pk}/don-hang/", {"muc": "truc-trac"})
    assert [card.pk for card in answer.context["cards"]] == [order.pk]


def test_the_pick_list_adds_orders_up_and_names_no_price(packer, partner, order, honey, ward):
    again = order_basket(makers.basket((honey, 3)), ward).order.producer_orders.get()
    move(order, "confirmed")
    move(again, "confirmed")
    answer = packer.get(f"/nguoi-ban/{partner.pk}/don-hang/nhat-hang/")
    (pick,) = answer.context["picks"]
    assert (pick.title, pick.quantity, len(pick.orders)) == (HONEY, 5, 2)
    assert "210.000" not in as_read(answer)
