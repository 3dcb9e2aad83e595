"""What is promised of a delivery: packing, the carrier's days, the hour, days off, fresh goods."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from catalogue.clock import VIETNAM
from shop.partner.models import Partner
from shop.shipping.days import Days
from shop.shipping.promise import find_deliverable_day, promise_delivery, promise_pickup, ready_day

MONDAY = datetime(2026, 11, 30, 9, 0, tzinfo=VIETNAM)
REGION = Days(2, 4)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 31)).map(
    lambda moment: moment.replace(tzinfo=VIETNAM)
)


def at(moment):
    return time_machine.travel(moment, tick=False)


def days_of(promise) -> tuple[str, ...]:
    return tuple(f"{day:%d/%m}" for day in (promise.ready, promise.first, promise.last))


def test_a_monday_morning_s_order_goes_on_tuesday():
    with at(MONDAY):
        assert days_of(promise_delivery(Partner(), REGION)) == ("01/12", "03/12", "07/12")


def test_from_the_cut_off_on_an_order_counts_for_the_next_working_day(settings):
    settings.OCOP_CUT_OFF_HOUR = 15
    with at(MONDAY.replace(hour=14, minute=59)):
        assert ready_day(Partner()) == date(2026, 12, 1)
    with at(MONDAY.replace(hour=15)):
        assert ready_day(Partner()) == date(2026, 12, 2)


def test_the_hour_is_that_of_vietnam():
    with at(datetime.fromisoformat("2026-11-30T18:30:00+00:00")):  # 1:30 on Tuesday
        assert ready_day(Partner()) == date(2026, 12, 2)


def test_a_promise_counts_from_the_day_of_the_order_where_a_demonstration_pins_another(settings):
    settings.OCOP_TODAY = date(2026, 11, 21)
    with at(MONDAY):
        assert ready_day(Partner()) == date(2026, 12, 1)


def test_a_seller_without_packing_days_hands_over_the_same_day():
    with at(MONDAY):
        assert days_of(promise_delivery(Partner(packing_days=0), REGION))[0] == "30/11"


def test_a_seller_s_days_off_delay_its_parcels():
    seller = Partner(closed_from=date(2026, 11, 30), closed_until=date(2026, 12, 4))
    with at(MONDAY):
        assert days_of(promise_delivery(seller, REGION)) == ("08/12", "10/12", "14/12")


def test_before_tet_a_parcel_comes_before_it_or_after_it():
    with at(datetime(2027, 2, 1, 9, 0, tzinfo=VIETNAM)):
        promise = promise_delivery(Partner(), REGION)
    assert (promise.ready, promise.first) == (date(2027, 2, 2), date(2027, 2, 12))


def test_fresh_goods_wait_for_monday_rather_than_lie_over_a_weekend():
    with at(MONDAY + timedelta(days=2)):  # packed on Thursday
        fresh = promise_delivery(Partner(), REGION, keeps=4)
    assert days_of(fresh) == ("07/12", "09/12", "11/12")


def test_fresh_goods_do_not_go_where_no_week_brings_them_in_time():
    with at(MONDAY):
        assert promise_delivery(Partner(), Days(3, 5), keeps=4) is None
        assert promise_delivery(Partner(), Days(1, 2), keeps=2) is not None


def test_what_is_picked_up_has_arrived_when_it_is_packed():
    with at(MONDAY):
        assert days_of(promise_pickup(Partner())) == ("01/12", "01/12", "01/12")


@pytest.mark.parametrize(
    ("day", "found"), [("2026-12-05", "2026-12-07"), ("2027-01-01", "2027-01-04")]
)
def test_nothing_is_delivered_on_weekends_and_holidays(day, found):
    assert find_deliverable_day(date.fromisoformat(day), []).isoformat() == found


def test_nothing_is_delivered_while_a_seller_is_closed():
    seller = Partner(closed_from=date(2026, 12, 7), closed_until=date(2026, 12, 8))
    assert find_deliverable_day(date(2026, 12, 7), [Partner(), seller]) == date(2026, 12, 9)


@given(
    MOMENTS, st.integers(0, 5), st.integers(1, 4), st.integers(0, 3), st.none() | st.integers(0, 9)
)
def test_nothing_is_promised_before_today_and_in_order(moment, packing, first, more, keeps):
    with at(moment):
        promise = promise_delivery(
            Partner(packing_days=packing), Days(first, first + more), keeps=keeps
        )
    if promise is not None:
        assert moment.date() <= promise.ready < promise.first <= promise.last
        assert keeps is None or (promise.last - promise.ready).days <= keeps


@given(MOMENTS, MOMENTS, st.integers(0, 5), st.none() | st.just(4))
def test_who_orders_later_is_never_promised_earlier(one, other, packing, keeps):
    seller, promises = Partner(packing_days=packing), []
    for moment in sorted((one, other)):
        with at(moment):
            promises.append(promise_delivery(seller, REGION, keeps=keeps))
    earlier, later = promises
    if earlier is not None and later is not None:
        assert (earlier.first, earlier.last) <= (later.first, later.last)
        assert earlier.last <= later.last
