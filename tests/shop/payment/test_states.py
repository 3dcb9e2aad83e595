"""A payment's status follows from its ledger and what is owed."""

import pytest

from shop.payment.states import Balance, status_from


@pytest.mark.parametrize(
    ("before", "ledger", "due", "after"),
    [
        ("awaiting", (0, 0, 0), 100, "awaiting"),
        ("awaiting", (40, 0, 0), 100, "awaiting"),
        ("awaiting", (100, 0, 0), 100, "paid"),
        ("awaiting", (120, 0, 0), 100, "paid"),
        ("awaiting", (0, 0, 0), 0, "cancelled"),
        ("on_delivery", (0, 0, 0), 100, "on_delivery"),
        ("expired", (0, 0, 0), 0, "expired"),
        ("paid", (100, 40, 0), 60, "partly_refunded"),
        ("paid", (100, 100, 0), 0, "refunded"),
        ("paid", (120, 20, 0), 100, "paid"),
        ("paid", (0, 0, 0), 100, "paid"),
        ("paid", (40, 0, 0), 100, "awaiting"),
        ("paid", (0, 0, 0, 100), 100, "awaiting"),
        ("paid", (100, 0, 100), 100, "charged_back"),
        ("charged_back", (100, 0, 0), 100, "paid"),
    ],
)
def test_a_status_follows_from_ledger_and_order(before, ledger, due, after):
    balance = Balance(*ledger)
    assert status_from(before, balance=balance, ordered=100, due=due) == after
