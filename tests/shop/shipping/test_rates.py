"""Delivery is priced by zone and weight, one parcel a seller, never for nothing."""

from datetime import date
from decimal import Decimal

import pytest

from shop.shipping.methods import ASSUMED_GRAMS, ZoneDelivery
from shop.shipping.rates import NoRate, Zone, load_rates, parcel_price, zone_between
from shop.shipping.repository import Repository
from tests import makers

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("grams", "price"),
    [(1, 16_000), (500, 16_000), (501, 18_000), (2000, 21_000), (10_000, 44_000)],
)
def test_a_step_holds_up_to_its_weight(grams, price):
    assert parcel_price(zone=Zone.SAME_PROVINCE, grams=grams, on=DAY) == price


@pytest.mark.parametrize(("grams", "price"), [(10_001, 46_500), (11_000, 46_500), (11_001, 49_000)])
def test_above_the_last_step_each_kilogram_begun_costs(grams, price):
    assert parcel_price(zone=Zone.SAME_PROVINCE, grams=grams, on=DAY) == price


def test_no_price_is_invented_before_the_table_begins():
    with pytest.raises(NoRate):
        parcel_price(zone=Zone.OTHER, grams=500, on=date(2020, 1, 1))


def test_farther_costs_more_and_heavier_never_costs_less():
    for grams in range(100, 15_000, 700):
        near, region, far = (parcel_price(zone=zone, grams=grams, on=DAY) for zone in Zone)
        assert 0 < near < region < far
    for zone in Zone:
        prices = [parcel_price(zone=zone, grams=grams, on=DAY) for grams in range(1, 20_000, 250)]
        assert prices == sorted(prices)


def test_a_later_row_takes_over_on_its_day(tmp_path, monkeypatch):
    table = tmp_path / "rates.csv"
    table.write_text(
        "valid_from,valid_until,zone,up_to_grams,price_vnd,note\n"
        "2026-01-01,2026-06-30,other,500,10000,\n"
        "2026-07-01,,other,500,12000,\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("shop.shipping.rates.TABLE", table)
    assert parcel_price(zone=Zone.OTHER, grams=100, on=date(2026, 6, 30)) == 10_000
    assert parcel_price(zone=Zone.OTHER, grams=100, on=date(2026, 7, 1)) == 12_000
    assert len(load_rates(table)) == 2


@pytest.mark.django_db
class TestParcels:
    """Zones between real places and parcels of real baskets."""

    def test_zone_follows_province_and_region(self):
        north = makers.region("bac-trung-bo", "Bắc Trung Bộ")
        here, near = makers.province("Vĩnh Long"), makers.province("Đồng Tháp")
        far = makers.province("Huế", region=north)
        assert zone_between(here, here) == Zone.SAME_PROVINCE
        assert zone_between(near, here) == Zone.SAME_REGION
        assert zone_between(far, here) == Zone.OTHER
        assert zone_between(None, here) == Zone.OTHER

    def test_each_seller_sends_one_parcel_from_its_own_province(self):
        here = makers.province("Vĩnh Long")
        far = makers.province("Huế", region=makers.region("bac-trung-bo", "Bắc Trung Bộ"))
        near_seller, far_seller = makers.producer(province=here), makers.producer(province=far)
        one = makers.product(producer=near_seller, weight_grams=300)
        two = makers.product(producer=near_seller, weight_grams=400)
        three = makers.product(producer=far_seller, weight_grams=300)
        method = ZoneDelivery(here)
        basket = makers.basket(one, three, two)
        parcels = method.parcels(basket.all_lines())
        assert [(p.zone, p.grams, p.price) for p in parcels] == [
            (Zone.SAME_PROVINCE, 700, 18_000),
            (Zone.OTHER, 300, 29_000),
        ]
        assert method.calculate(basket).incl_tax == Decimal(47_000)

    def test_an_unstated_weight_is_counted_and_said(self):
        item = makers.product()
        parcel = ZoneDelivery(item.province).parcels(makers.basket((item, 3)).all_lines())[0]
        assert parcel.grams == 3 * ASSUMED_GRAMS
        assert parcel.weight_is_assumed

    def test_without_a_destination_there_is_no_method_and_none_is_free(self):
        item = makers.product()
        basket = makers.basket(item)
        assert Repository().get_shipping_methods(basket) == []
        methods = Repository().get_shipping_methods(basket, province=item.province)
        assert [method.code for method in methods] == ["zone-weight"]
