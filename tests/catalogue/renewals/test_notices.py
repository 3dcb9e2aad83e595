"""Each stage is told once for each end."""

from datetime import date, timedelta

import pytest

from catalogue.models import RenewalNotice
from catalogue.renewals.notices import note_due_notices
from catalogue.renewals.services import confirm_extension, record_renewal
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TODAY = date(2026, 11, 21)
END = TODAY + timedelta(days=200)


@pytest.fixture
def certificate():
    return makers.product("Chè", until=END).certificates.get()


def told(day: date) -> list[str]:
    return [notice.stage for notice in note_due_notices(day)]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def test_every_stage_is_told_on_its_day_and_only_then(certificate):
    seen = {n: stages for n in range(200, -200, -1) if (stages := told(END - days(n)))}
    assert seen == {
        180: ["opens"],
        120: ["closes"],
        60: ["days_60"],
        30: ["days_30"],
        0: ["ends"],
    }


def test_after_a_long_pause_only_the_latest_stage_is_told(certificate):
    assert told(END - days(20)) == ["days_30"]
    assert told(END - days(19)) == []


def test_running_twice_on_one_day_tells_nothing_new(certificate):
    assert told(END - days(180)) == ["opens"]
    makers.product(until=END)
    assert told(END - days(180)) == []
    assert told(END - days(179)) == ["opens"]
    assert RenewalNotice.objects.count() == 2


def test_nobody_is_reminded_to_hand_in_what_was_handed_in(certificate, clock):
    clock.move_to(END - days(150))
    record_renewal(
        certificate=certificate,
        handed_in_on=END - days(151),
        receipt_number="1/BN",
        by=makers.user(),
    )
    assert [told(END - days(n)) for n in (120, 60, 30, 0)] == [[], [], [], ["ends"]]


def test_an_extension_is_told_of_before_it_ends(certificate, clock):
    clock.move_to(END - days(20))
    renewal = record_renewal(
        certificate=certificate, handed_in_on=END - days(20), receipt_number="1", by=makers.user()
    )
    confirm_extension(renewal=renewal, by=makers.user())
    seen = {n: told(END + days(n)) for n in (0, 149, 150, 151, 180, 181)}
    assert seen == {
        0: [],
        149: [],
        150: ["extension_30"],
        151: [],
        180: ["extension_ends"],
        181: [],
    }


def test_what_ended_otherwise_is_not_told_of():
    makers.product(until=TODAY + days(30), revoked_on=TODAY)
    makers.product(until=TODAY - days(181))
    assert told(TODAY) == []


def test_a_new_end_is_told_of_anew(certificate):
    assert told(END - days(30)) == ["days_30"]
    certificate.valid_until = certificate.possible_until = END + days(1)
    certificate.save()
    assert told(END - days(29)) == ["days_30"]
