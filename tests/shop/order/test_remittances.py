"""A courier's file against the cash that was due at the door."""

import pytest

from catalogue.register.exceptions import RegisterFileError
from shop.notices.models import Notice
from shop.order.payments.reconciliation.surroundings import unremitted
from shop.order.remittances.reading import read_courier_file
from shop.order.remittances.services import read_remittance
from tests import makers
from tests.refund_makers import TO_THE_DOOR, fresh, step

pytestmark = pytest.mark.django_db
HEAD = "Mã vận đơn;Mã đơn hàng;Tiền thu hộ;Cước;Ngày đối soát\n"


@pytest.fixture
def cash(place):
    """Three delivered cash orders."""
    orders = [place(makers.basket((makers.product(price=50_000, stock=9), 1))).order for _ in "123"]
    for order in orders:
        step(order.producer_orders.get(), *TO_THE_DOOR)
    return [fresh(order) for order in orders]


def read(*rows, name="cod.csv"):
    data = (HEAD + "\n".join(rows)).encode()
    return read_remittance(courier="GHN", name=name, data=data, by=None)


def outcomes(remittance):
    return [line.outcome for line in remittance.lines.all()]


def test_each_line_says_what_it_came_to(cash):
    one, two, three = cash
    total = int(one.total_incl_tax)
    remittance = read(
        f"V1;{one.number};{total};18.000;05/12/2026",
        f"V2;#{two.number};{total - 1_000:,};18.000;05/12/2026",
        f"V3;{three.number};{total + 500};;",
        "V4;999999;10000;;",
        f"V5;{one.number};{total};;",
        f"V6;{two.number};nhiều;;",
        ";;1.000.000;;",
    )
    assert outcomes(remittance) == ["full", "short", "over", "unknown", "twice", "unreadable"]
    assert [line.difference for line in remittance.lines.all()][1:3] == [-1_000, 500]
    assert remittance.lines.first().fee == 18_000


def test_the_same_file_is_read_once(cash):
    row = f"V1;{cash[0].number};{cash[0].total_incl_tax:.0f};;"
    assert read(row) == read(row, name="again.csv")


def test_cash_that_was_paid_over_in_another_file_is_paid_twice(cash):
    number, total = cash[0].number, int(cash[0].total_incl_tax)
    read(f"V1;{number};{total};;")
    assert outcomes(read(f"V9;{number};{total};1;")) == ["twice"]


def test_a_parcel_refused_at_the_door_brings_no_cash(place):
    order = place(makers.basket(makers.product())).order
    step(
        order.producer_orders.get(),
        *("confirmed", "packed", "shipped", "returned"),
        reason="refused",
    )
    assert not fresh(order).payment.entries.exists()
    assert fresh(order).payment.status == "cancelled"
    assert outcomes(read(f"V1;{order.number};1000;;")) == ["not_delivered"]


def test_cash_that_nobody_paid_over_is_missed_after_a_week(clock, cash):
    read(f"V1;{cash[0].number};{cash[0].total_incl_tax:.0f};;")
    assert not unremitted().exists()
    clock.shift(8 * 24 * 3600)
    assert {row.order.number for row in unremitted()} == {order.number for order in cash[1:]}


def test_a_file_without_the_columns_is_refused_in_words():
    with pytest.raises(RegisterFileError):
        read_remittance(courier="GHN", name="x.csv", data=b"a;b\n1;2\n", by=None)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("150.000 ₫", 150_000),
        ("150,000", 150_000),
        ("150000.0", 150_000),
        ("1.250.000đ", 1_250_000),
        ("1,250,000.00", 1_250_000),
        ("150.000,00", 150_000),
        ("-5.000", -5_000),
        ("15.00.0", None),
        ("1.234,567", None),
        ("٤٥٠٠٠", None),
        ("9" * 25, None),
        ("abc", None),
    ],
)
def test_amounts_are_read_as_couriers_write_them(text, amount):
    data = f"Mã đơn hàng;Tiền thu hộ;Phí\n100001;{text};{text}\n".encode()
    (line,) = read_courier_file(data)
    assert (line.amount, line.fee) == (amount, amount or 0)


def test_an_amount_beyond_all_money_is_told_as_unreadable(db):
    data = f"Mã đơn hàng;Tiền thu hộ\n100001;{'9' * 25}\n".encode()
    remittance = read_remittance(courier="GHN", name="x.csv", data=data, by=None)
    assert remittance.lines.get().outcome == "unreadable"


def test_each_seller_is_told_of_the_cash_that_was_paid_over(cash):
    partner = cash[0].producer_orders.get().partner
    makers.membership(partner)
    rows = [f"V{n};{order.number};{order.total_incl_tax:.0f};;" for n, order in enumerate(cash[:2])]
    read(*rows)
    notices = Notice.objects.filter(membership__partner=partner, event="cash_paid_over")
    assert notices.get().facts["n"] in (1, 2)
