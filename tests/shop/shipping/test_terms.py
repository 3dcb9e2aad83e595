"""What a seller decides: free delivery from a sum, pickup; and how fresh goods are kept near."""

import pytest

from shop.shipping.methods import TOO_FAR, ZoneDelivery, missing_for_free_delivery
from shop.shipping.perishability import perishability_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(clock):
    return makers.producer(province=makers.province("Vĩnh Long"))


def decide(seller, **terms):
    for name, value in terms.items():
        setattr(seller.partner, name, value)
    seller.partner.save()


def parcel_of(*items, to="Vĩnh Long", **options):
    (parcel,) = ZoneDelivery(makers.province(to), **options).parcels(
        makers.basket(*items).all_lines()
    )
    return parcel


def test_from_the_seller_s_sum_on_the_seller_bears_the_delivery(seller):
    decide(seller, free_delivery_from=200_000)
    item = makers.product(producer=seller, price=100_000, weight_grams=400)
    assert (parcel_of(item).price, parcel_of(item).borne) == (16_000, 0)
    assert (parcel_of((item, 2)).price, parcel_of((item, 2)).borne) == (0, 18_000)


def test_what_is_missing_is_said_to_the_dong(seller):
    decide(seller, free_delivery_from=200_000)
    item = makers.product(producer=seller, price=155_000)
    lines = makers.basket(item).all_lines()
    assert missing_for_free_delivery(seller.partner, lines) == 45_000


def test_without_a_sum_nothing_is_free(seller):
    item = makers.product(producer=seller, price=9_000_000)
    assert parcel_of(item).price > 0
    assert missing_for_free_delivery(seller.partner, makers.basket(item).all_lines()) is None


def test_strong_alcohol_is_never_promoted_by_free_delivery(seller):
    decide(seller, free_delivery_from=1)
    item = makers.product(producer=seller)
    lines = list(makers.basket(item).all_lines())
    lines[0].product.legal_type, lines[0].product.stated_strength = "alcohol", "40% vol"
    assert missing_for_free_delivery(seller.partner, lines) is None


def test_what_is_picked_up_costs_nobody_anything(seller):
    decide(seller, pickup_address="Ấp 3", free_delivery_from=1)
    parcel = parcel_of(makers.product(producer=seller), pickups={seller.partner_id})
    assert (parcel.is_pickup, parcel.price, parcel.borne) == (True, 0, 0)


def test_a_seller_without_address_offers_no_pickup(seller):
    parcel = parcel_of(makers.product(producer=seller), pickups={seller.partner_id})
    assert not parcel.is_pickup
    assert parcel.price > 0


def far_away():
    return makers.province("Huế", region=makers.region("bac-trung-bo", "Bắc Trung Bộ"))


def blocked(item, **options) -> list[str]:
    lines = makers.basket(item).all_lines()
    ZoneDelivery(far_away(), **options).block_late(lines)
    return [line.block.code for line in lines if line.block]


def fresh_product(seller, **facts):
    vegetables = makers.group("Rau tươi", set_number=1)
    return makers.product(producer=seller, classification=vegetables, **facts)


def test_fresh_goods_are_refused_where_they_would_spoil(seller):
    item = fresh_product(seller)
    lines = makers.basket(item).all_lines()
    ZoneDelivery(far_away()).block_late(lines)
    assert lines[0].block.code == TOO_FAR
    assert "không giao kịp đến Huế" in lines[0].block.message
    assert "đến lấy" not in lines[0].block.message


def test_who_may_come_for_fresh_goods_is_told_so(seller):
    decide(seller, pickup_address="Ấp 3")
    lines = makers.basket(fresh_product(seller)).all_lines()
    ZoneDelivery(far_away()).block_late(lines)
    assert "đến lấy" in lines[0].block.message


def test_whoever_comes_for_them_gets_them(seller):
    decide(seller, pickup_address="Ấp 3")
    assert blocked(fresh_product(seller), pickups={seller.partner_id}) == []


def test_a_product_s_own_days_go_before_those_of_its_set(seller):
    assert blocked(fresh_product(seller, days_on_the_way=7)) == []
    assert blocked(makers.product(producer=seller, days_on_the_way=2)) == [TOO_FAR]
    assert blocked(makers.product(producer=seller)) == []


def test_fresh_goods_have_hours_to_complain(seller):
    assert perishability_of(fresh_product(seller)).return_hours == 24
    assert perishability_of(makers.product(producer=seller)) is None
