"""Declaring one's age: who is of age, what is stored of whom, and for how long."""

from datetime import date, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import IntegrityError, transaction

from catalogue.clock import now
from shop.users.age import (
    KEPT_FOR,
    AgeAnswer,
    age_answer,
    declare_age,
    delete_old_declarations,
    is_of_age,
    withdraw_age,
)
from shop.users.models import AgeDeclaration

pytestmark = pytest.mark.django_db

SAU = {"name": "Nguyễn Thị Sáu", "born_on": date(1990, 12, 25)}


@pytest.mark.parametrize(
    ("moment", "born_on", "of_age"),
    [
        ("2026-11-21T00:00:00+07:00", date(2008, 11, 21), True),
        ("2026-11-20T23:59:59+07:00", date(2008, 11, 21), False),
        ("2026-11-20T17:30:00+00:00", date(2008, 11, 21), True),  # past midnight in Vietnam
        ("2026-11-21T12:00:00+07:00", date(2008, 11, 22), False),
        ("2026-02-28T12:00:00+07:00", date(2008, 2, 29), False),
        ("2026-03-01T00:00:00+07:00", date(2008, 2, 29), True),
    ],
)
def test_eighteen_is_counted_in_vietnam_on_the_day(clock, moment, born_on, of_age):
    clock.move_to(moment)
    assert is_of_age(born_on) is of_age


def test_the_day_that_a_demonstration_pins_makes_nobody_older(clock, settings):
    settings.OCOP_TODAY = date(2090, 1, 1)
    assert not is_of_age(now().date() - timedelta(days=365))


def test_who_is_of_age_is_written_down_with_the_moment(clock):
    session = SessionStore()
    assert age_answer(session) is AgeAnswer.NOT_DECLARED
    assert declare_age(session=session, **SAU) is AgeAnswer.OF_AGE
    assert age_answer(session) is AgeAnswer.OF_AGE
    declared = AgeDeclaration.objects.get()
    assert (declared.name, declared.born_on, declared.of_age) == (*SAU.values(), True)
    assert declared.declared_at == now()


def test_of_a_child_nothing_is_stored_but_that_it_was_refused(clock):
    session = SessionStore()
    born_on = now().date() - timedelta(days=365 * 15)
    assert declare_age(session=session, name="Bé Na", born_on=born_on) is AgeAnswer.UNDER_AGE
    declared = AgeDeclaration.objects.get()
    assert (declared.name, declared.born_on, declared.of_age) == ("", None, False)
    with pytest.raises(IntegrityError), transaction.atomic():
        AgeDeclaration.objects.create(of_age=False, name="Bé Na", born_on=born_on)


def test_a_refusal_stands_in_its_session(clock):
    session = SessionStore()
    declare_age(session=session, name="Bé Na", born_on=now().date())
    assert declare_age(session=session, **SAU) is AgeAnswer.UNDER_AGE
    withdraw_age(session)
    assert age_answer(session) is AgeAnswer.UNDER_AGE
    assert AgeDeclaration.objects.count() == 1


def test_it_holds_for_twelve_hours(clock):
    session = SessionStore()
    declare_age(session=session, **SAU)
    clock.shift(timedelta(hours=12) - timedelta(seconds=1))
    assert age_answer(session) is AgeAnswer.OF_AGE
    clock.shift(timedelta(seconds=1))
    assert age_answer(session) is AgeAnswer.NOT_DECLARED


def test_it_can_be_taken_back(clock):
    session = SessionStore()
    declare_age(session=session, **SAU)
    withdraw_age(session)
    assert age_answer(session) is AgeAnswer.NOT_DECLARED


def test_declarations_are_deleted_when_nobody_needs_them_any_more(clock):
    declare_age(session=SessionStore(), **SAU)
    clock.shift(KEPT_FOR)
    declare_age(session=SessionStore(), **SAU)
    assert delete_old_declarations() == 0
    clock.shift(timedelta(seconds=1))
    assert delete_old_declarations() == 1
    assert AgeDeclaration.objects.count() == 1
