"""Which class and rate of VAT, and how many đồng: parts always come to the sum."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.partner import tax_rates
from shop.partner.tax import AppliedRate, class_of, contain_tax, sum_by_rate, tax_within
from shop.partner.tax_rates import NoTaxRate, TaxClass, load_rates, rate_on
from tests import makers

RATES = st.sampled_from([None, Decimal(5), Decimal(8), Decimal(10), Decimal("3.5")])
PARTS = st.lists(
    st.tuples(st.builds(AppliedRate, st.just("standard"), RATES), st.integers(0, 99_999_999)),
    max_size=15,
)


@given(PARTS)
def test_the_parts_of_a_rate_come_to_its_tax_rounded_once(parts):
    taxed = contain_tax(parts)
    for percent in {rate.percent for rate, _amount in parts} - {None}:
        own = [part for part in taxed if part.rate.percent == percent]
        amount = sum(part.amount for part in own)
        assert sum(part.tax for part in own) == tax_within(amount, percent)


@given(PARTS)
def test_no_part_is_a_whole_dong_away_from_its_own_tax(parts):
    for part in contain_tax(parts):
        if part.rate.percent is None:
            assert part.tax == 0
        else:
            exact = part.amount * part.rate.percent / (100 + part.rate.percent)
            assert abs(part.tax - exact) < Decimal("1.5")
            assert 0 <= part.tax <= part.amount


@given(PARTS)
def test_sums_by_rate_lose_nothing(parts):
    taxed = contain_tax(parts)
    sums = sum_by_rate(taxed)
    assert sum(row.amount for row in sums) == sum(part.amount for part in taxed)
    assert sum(row.tax for row in sums) == sum(part.tax for part in taxed)
    percents = [row.rate.percent for row in sums if row.rate.percent is not None]
    assert percents == sorted(set(percents), reverse=True)


@pytest.mark.parametrize(
    ("amount", "percent", "tax"),
    [(108_000, 8, 8_000), (110_000, 10, 10_000), (185_000, 8, 13_704), (1, 8, 0), (7, 8, 1)],
)
def test_tax_is_within_the_price_and_rounded_half_up(amount, percent, tax):
    assert tax_within(amount, Decimal(percent)) == tax


@pytest.mark.parametrize(
    ("tax_class", "day", "percent", "is_confirmed"),
    [
        (TaxClass.STANDARD, date(2026, 12, 31), 8, True),
        (TaxClass.STANDARD, date(2027, 1, 1), 10, False),
        (TaxClass.EXCISE, date(2026, 12, 31), 10, True),
        (TaxClass.EXCISE, date(2027, 1, 1), 10, False),
        (TaxClass.FARM_OWN, date(2026, 12, 31), None, False),
        (TaxClass.NOT_CHARGED, date(2026, 12, 31), None, True),
        (TaxClass.STANDARD, date(2019, 1, 1), 8, False),
    ],
)
def test_a_rate_holds_from_its_first_day_to_its_last(tax_class, day, percent, is_confirmed):
    rate = rate_on(tax_class, day)
    assert (rate.percent, rate.is_confirmed) == (percent, is_confirmed)
    assert rate.source


def test_no_rate_is_invented():
    with pytest.raises(NoTaxRate):
        rate_on("luxury", date(2026, 12, 1))


@pytest.mark.parametrize(
    "rows",
    [
        "standard,8,2025-01-01,2026-12-31,yes,x\n",
        "standard,8,2025-01-01,2026-12-31,yes,x\nstandard,10,2027-01-02,,yes,x\n",
        "standard,8,2025-01-01,,yes,x\nstandard,10,2027-01-01,,yes,x\n",
        "luxury,8,2025-01-01,,yes,x\n",
    ],
)
def test_a_table_with_a_gap_an_overlap_or_an_unknown_class_stops(tmp_path, rows):
    table = tmp_path / "tax_rates.csv"
    table.write_text(f"tax_class,percent,valid_from,valid_until,confirmed,source\n{rows}")
    with pytest.raises(ValueError, match=r"standard|luxury"):
        load_rates(table)


def test_goods_under_the_reduction_and_excise_goods_are_told_apart_by_the_law(db):
    ordinary, alcohol = makers.product(), makers.product(legal_type="alcohol")
    assert class_of(ordinary.stock_record, ordinary) == TaxClass.STANDARD
    assert class_of(alcohol.stock_record, alcohol) == TaxClass.EXCISE


def test_a_class_that_a_person_chose_counts(db):
    product = makers.product()
    record = product.stock_record
    record.tax_class = TaxClass.FARM_RESOLD
    assert class_of(record, product) == TaxClass.FARM_RESOLD


def test_of_a_seller_who_charges_none_nothing_is_taxed(db):
    product = makers.product(legal_type="alcohol")
    record = product.stock_record
    record.tax_class = TaxClass.FARM_RESOLD
    record.partner.charges_vat = False
    assert class_of(record, product) == TaxClass.NOT_CHARGED


def test_every_class_names_its_rate_in_words():
    labels = {
        AppliedRate(name, rate_on(name, date(2026, 12, 1)).percent).label for name in TaxClass
    }
    assert len(labels) == 5
    assert [
        choice for choice in TaxClass.choices if choice[0] != "not_charged"
    ] == tax_rates.GOODS_CLASSES
