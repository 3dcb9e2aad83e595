"""Season: months in words, and what can be ordered in the others."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.models import Product
from catalogue.seasons import is_in_season, months_of, season_of, season_refusal, season_words
from tests import makers

JULY = date(2026, 7, 15)


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        (range(1, 13), ""),
        ([6], "tháng 6"),
        ([5, 6, 7, 8], "tháng 5 đến tháng 8"),
        ([3, 5, 6], "tháng 3, tháng 5 đến tháng 6"),
        ([11, 12, 1, 2], "tháng 11 đến tháng 2"),
        ([1, 2, 6, 12], "tháng 12 đến tháng 2, tháng 6"),
    ],
)
def test_months_in_a_row_are_one_span_also_over_new_year(months, words):
    assert season_words(season_of(months)) == words


@given(st.sets(st.integers(1, 12), max_size=11))
def test_a_season_keeps_its_months(months):
    assert months_of(season_of(months)) == sorted(months)


def test_out_of_season_it_is_said_from_when_it_can_be_ordered():
    litchi = Product(season_months=season_of([5, 6]), closed_off_season=True)
    assert not is_in_season(litchi, JULY)
    assert "tháng 5" in season_refusal(litchi, JULY).message
    assert season_refusal(litchi, date(2026, 6, 30)) is None
    litchi.closed_off_season = False
    assert season_refusal(litchi, JULY) is None


@pytest.mark.django_db
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    months=st.sets(st.integers(1, 12), max_size=11),
    is_closed=st.booleans(),
    month=st.integers(1, 12),
)
def test_database_and_python_agree_on_what_can_be_ordered(months, is_closed, month):
    day = date(2026, month, 1)
    item = Product.objects.filter(slug="vai-thieu").first() or makers.product(
        "Vải thiều", slug="vai-thieu"
    )
    item.season_months, item.closed_off_season = season_of(months), is_closed
    item.save()
    orderable = Product.objects.orderable_in_season(day).filter(pk=item.pk).exists()
    assert orderable is (season_refusal(item, day) is None)
