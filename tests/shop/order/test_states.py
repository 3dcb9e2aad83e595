"""The table of moves, and what producer orders come to as an order."""

import pytest

from shop.order.models import ProducerOrderStatus, Role
from shop.order.states import TRANSITIONS, may_follow, next_states, order_status_from, reasons_for

BUYER_MAY = {("awaiting", "cancelled"), ("new", "cancelled"), ("confirmed", "cancelled")}
SELLER_MAY = {
    ("new", "cancelled"),
    ("confirmed", "cancelled"),
    ("new", "confirmed"),
    ("confirmed", "packed"),
    ("packed", "shipped"),
    ("shipped", "delivered"),
    ("packed", "cancelled"),
    ("shipped", "returned"),
    ("delivered", "returned"),
}
PAIRS = [(a, b) for a in ProducerOrderStatus.values for b in ProducerOrderStatus.values]


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        ("buyer", BUYER_MAY),
        ("seller", SELLER_MAY),
        ("staff", SELLER_MAY | {("awaiting", "cancelled")}),
        (
            "system",
            {("awaiting", "new"), ("awaiting", "cancelled"), ("cancelled", "awaiting")},
        ),
    ],
)
def test_every_pair_of_states_is_allowed_or_not_by_role(role, allowed):
    assert {pair for pair in PAIRS if may_follow(*pair, role)} == allowed


def test_nobody_leads_out_of_an_end():
    for ending in ("cancelled", "returned"):
        people = set(Role.values) - {Role.SYSTEM}
        assert [next_states(ending, role) for role in people] == [[], [], []]


def test_every_way_into_an_end_has_reasons():
    for (_before, after), roles in TRANSITIONS.items():
        for role in roles:
            assert bool(reasons_for(after, role)) == (after in ("cancelled", "returned"))


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (["awaiting", "awaiting"], "awaiting_payment"),
        (["awaiting", "cancelled"], "awaiting_payment"),
        (["new"], "new"),
        (["new", "confirmed"], "new"),
        (["packed", "confirmed"], "confirmed"),
        (["shipped", "packed"], "partly_shipped"),
        (["delivered", "new"], "partly_shipped"),
        (["shipped", "delivered"], "shipped"),
        (["delivered", "delivered"], "delivered"),
        (["cancelled", "packed"], "packed"),
        (["cancelled", "cancelled"], "cancelled"),
        (["cancelled", "returned"], "returned"),
        (["delivered", "returned"], "delivered"),
        (["new", "returned"], "new"),
    ],
)
def test_an_order_is_what_its_producer_orders_come_to(states, expected):
    assert order_status_from(states) == expected
