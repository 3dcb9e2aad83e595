"""Statements of three banks, read by what their headings say."""

from datetime import datetime

import pytest

from catalogue.clock import VIETNAM
from catalogue.typed_numbers import UnclearNumber
from shop.payment.transfer.columns import ColumnsUnclear, are_enough, signature_of
from shop.payment.transfer.statement_rows import read_amount, read_moment, read_statement
from tests import bank_makers
from tests.bank_makers import MOMENT, Transfer

IN = Transfer(150_000, "MBVCB.1.OCOP100023 thanh toán", "FT1")
OUT = Transfer(-20_000, "Phí dịch vụ", "FT2")


def facts(tellings):
    return [
        (each.amount if each.is_incoming else -each.amount, each.content, each.bank_reference)
        for each in tellings
    ]


@pytest.mark.parametrize(
    ("data", "moment"),
    [
        (bank_makers.csv_with_credit_and_debit(IN, OUT), MOMENT),
        (bank_makers.csv_with_credit_and_debit(IN, OUT, encoding="utf-16"), MOMENT),
        (bank_makers.csv_with_credit_and_debit(IN, OUT, encoding="utf-8-sig"), MOMENT),
        (bank_makers.xlsx_with_moments(IN, OUT), MOMENT),
        (bank_makers.csv_in_english(IN, OUT), MOMENT.replace(hour=0, minute=0, second=0)),
    ],
)
def test_a_statement_is_read_by_its_headings(data, moment):
    table = read_statement(data, {})
    tellings = list(table.tellings())
    assert facts(tellings) == [(150_000, IN.content, "FT1"), (-20_000, OUT.content, "FT2")]
    assert tellings[0].booked_at == moment
    assert table.unreadable == []


@pytest.mark.parametrize("column", ["C", "D", "A"])
def test_a_row_whose_formula_has_no_value_is_counted_and_told(column):
    table = read_statement(bank_makers.xlsx_with_formula(IN, OUT, column=column), {})
    assert [each[2] for each in facts(table.tellings())] == ["FT2"]
    assert table.unreadable == [2]


def test_headings_that_nobody_knows_ask_for_a_person():
    table = read_statement(bank_makers.xlsx_with_odd_headings(IN, OUT), {})
    assert table.headings == ["Khi nào", "Lời nhắn", "Vào", "Ra"]
    assert not are_enough(table.columns)


def test_a_file_without_headings_is_refused():
    with pytest.raises(ColumnsUnclear):
        read_statement(b"1;2;3\n4;5;6\n", {})


def test_headings_that_a_person_explained_are_known_again():
    chosen = {"khi nao": "booked", "loi nhan": "content", "vao": "credit", "ra": "debit"}
    layouts = {signature_of(["Khi nào", "Lời nhắn", "Vào", "Ra"]): chosen}
    table = read_statement(bank_makers.xlsx_with_odd_headings(IN, OUT), layouts)
    assert are_enough(table.columns)
    assert facts(table.tellings()) == [(150_000, IN.content, ""), (-20_000, OUT.content, "")]


def test_two_equal_rows_are_two_transfers_and_the_same_two_next_time():
    data = bank_makers.csv_with_credit_and_debit(*2 * [Transfer(1000, "a")])
    first, second = ([each.key for each in read_statement(data, {}).tellings()] for _ in range(2))
    assert first == second
    assert len(set(first)) == 2


def test_a_row_that_cannot_be_read_is_counted_and_not_guessed():
    data = bank_makers.csv_with_credit_and_debit(IN).replace(b"150.000", b"15x.000")
    table = read_statement(data, {})
    assert list(table.tellings()) == []
    assert table.unreadable == [5]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.500.000", 1_500_000),
        ("1,500,000.00", 1_500_000),
        ("1500000", 1_500_000),
        ("+1.500.000 VND", 1_500_000),
        ("-200,000", -200_000),
        ("(200.000)", -200_000),
        ("200.000,00", 200_000),
        ("", 0),
        ("0", 0),
        ("0.00", 0),
    ],
)
def test_amounts_as_banks_write_them(text, amount):
    assert read_amount(text) == amount


@pytest.mark.parametrize("text", ["1.5", "12,345.67", "abc", "1.234,567", "٤٥", "9" * 15, "9" * 39])
def test_an_amount_that_could_be_two_is_not_guessed(text):
    with pytest.raises(UnclearNumber):
        read_amount(text)


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("30/11/2026 14:05:33", "", (14, 5, 33)),
        ("2026-11-30 14:05", "", (14, 5, 0)),
        ("2026-11-30T14:05:33", "", (14, 5, 33)),
        ("14:05 30/11/2026", "", (14, 5, 0)),
        ("30-11-2026", "08:15", (8, 15, 0)),
        ("30/11/2026", "", (0, 0, 0)),
    ],
)
def test_moments_as_banks_write_them(day, clock, moment):
    assert read_moment(day, clock) == datetime(2026, 11, 30, *moment, tzinfo=VIETNAM)


def test_no_day_is_no_moment():
    assert read_moment("Tổng cộng") is None


def test_a_page_that_stands_twice_in_a_file_tells_its_transfers_once():
    lines = bank_makers.csv_with_credit_and_debit(IN, OUT).split(b"\r\n")
    header = 3
    data = b"\r\n".join([*lines[:-2], *lines[header:]])
    assert facts(read_statement(data, {}).tellings()) == [
        (150_000, IN.content, "FT1"),
        (-20_000, OUT.content, "FT2"),
    ]


def test_one_number_of_the_bank_with_other_words_is_another_transfer():
    fee = Transfer(150_000, "Phí chuyển tiền", "FT1")
    data = bank_makers.csv_with_credit_and_debit(IN, fee)
    assert len({each.key for each in read_statement(data, {}).tellings()}) == 2
