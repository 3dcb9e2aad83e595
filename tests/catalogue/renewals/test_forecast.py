"""What leaves the shop when."""

from datetime import date

import pytest

from catalogue.models import Certificate
from catalogue.renewals.forecast import forecast, in_month, leaving_certificates
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 21)


def numbers(months) -> dict[str, int]:
    return {f"{month.first:%Y-%m}": month.number for month in months if month.number}


def test_months_begin_with_this_one_and_hold_the_last_days():
    for until in (TODAY, date(2026, 11, 30), date(2027, 1, 1), date(2028, 5, 1)):
        makers.product(until=until)
    months = forecast(TODAY)
    assert len(months) == 18
    assert numbers(months) == {"2026-11": 2, "2027-01": 1}


def test_what_is_not_in_the_shop_today_does_not_leave_it():
    makers.product(until=date(2027, 1, 1), revoked_on=TODAY)
    makers.product(until=date(2027, 1, 1), is_public=False)
    makers.takedown(makers.product(until=date(2027, 1, 1)))
    assert numbers(forecast(TODAY)) == {}


def test_a_month_tells_its_provinces_the_fullest_first():
    lai_chau, hue = makers.province("Lai Châu"), makers.province("Huế")
    for place in (hue, lai_chau, lai_chau):
        makers.product(until=date(2027, 1, 5), province=place)
    january = forecast(TODAY)[2]
    assert [(count.name, count.number) for count in january.provinces] == [
        ("Lai Châu", 2),
        ("Huế", 1),
    ]
    assert numbers(forecast(TODAY, provinces=frozenset([hue.pk]))) == {"2027-01": 1}


def test_an_end_between_bounds_counts_by_its_earliest_day():
    makers.product(until=date(2027, 1, 5))
    bounded = makers.product(until=date(2027, 1, 5)).certificates
    bounded.update(possible_until=date(2027, 9, 5))
    january = forecast(TODAY)[2]
    assert (january.exact, january.bounded) == (1, 1)


def test_the_goods_of_a_month_are_listed_by_their_last_day():
    for until in (date(2027, 1, 31), date(2027, 1, 1), date(2027, 2, 1)):
        makers.product(until=until)
    listed = in_month(leaving_certificates(TODAY), date(2027, 1, 1))
    assert [found.valid_until for found in listed] == [date(2027, 1, 1), date(2027, 1, 31)]


def test_a_forecast_takes_one_query(django_assert_num_queries):
    makers.many_products(30)
    Certificate.objects.update(valid_until=date(2027, 1, 5), possible_until=date(2027, 1, 5))
    with django_assert_num_queries(1):
        forecast(TODAY)
