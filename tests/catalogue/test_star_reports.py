"""The life of a report of a false star: steps, deadline, words, and when a reporter is forgotten."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalogue.models import StarReport
from catalogue.models.star_report import REPORTER_KEPT_FOR, UNSETTLED, WAYS, StarReportState
from catalogue.services.exceptions import StarReportError
from catalogue.services.star_reports import (
    assign_star_report,
    forget_reporters,
    move_star_report,
    name_product_of_star_report,
    note_star_report,
    receive_star_report,
)
from tests import makers
from tests.photo_files import photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOLD = "Chúng tôi đã đối chiếu với quyết định."


@pytest.fixture
def report():
    return makers.star_report()


def walk(report, *states, by=None):
    for after in states:
        move_star_report(report=report, after=after, by=by or makers.user(), told=TOLD)
    report.refresh_from_db()
    return report


def test_it_is_to_be_settled_within_fifteen_days(report):
    assert report.due_on == date(2026, 12, 6)
    assert list(StarReport.objects.unsettled()) == [report]


def test_its_number_holds_the_year(report):
    assert report.number == f"BS-26-{report.pk:05d}"


def test_the_same_submission_is_the_same_report():
    submission = uuid4()
    facts = {"submission": submission, "fault": "fake", "product_text": "Trà"}
    (first, is_new), (second, is_new_again) = (receive_star_report(**facts) for _press in range(2))
    assert (first, is_new, is_new_again) == (second, True, False)
    assert first.transitions.count() == 1


@pytest.mark.parametrize("before", StarReportState.values)
@pytest.mark.parametrize("after", StarReportState.values)
def test_no_step_is_taken_that_does_not_follow(report, before, after):
    closed_at = timezone.now() if before == StarReportState.CLOSED else None
    StarReport.objects.filter(pk=report.pk).update(state=before, closed_at=closed_at)
    report.transitions.all().delete()
    if after in WAYS[before]:
        assert walk(report, after).state == after
    else:
        with pytest.raises(StarReportError):
            walk(report, after)


def test_every_state_leads_to_the_end():
    ends = {StarReportState.CLOSED.value}
    for _round in WAYS:
        ends |= {state for state, ways in WAYS.items() if set(ways) & ends}
    assert ends == set(StarReportState.values)


def test_an_outcome_without_words_for_the_reporter_is_refused(report):
    walk(report, "looking")
    with pytest.raises(StarReportError):
        move_star_report(report=report, after="confirmed", by=makers.user(), told=" ")


def test_each_step_tells_who_when_and_why(report):
    by = makers.user()
    move_star_report(report=report, after="looking", by=by, reason="Có ảnh rõ.")
    step = report.transitions.last()
    assert (step.before, step.after, step.by, step.reason) == (
        *("received", "looking", by),
        "Có ảnh rõ.",
    )
    report.refresh_from_db()
    assert report.assignee == by


def test_the_assignee_stays_whoever_takes_the_next_step(report):
    first = makers.user()
    assign_star_report(report=report, to=first)
    assert walk(report, "looking").assignee == first
    assign_star_report(report=report, to=None)
    report.refresh_from_db()
    assert report.assignee is None


def test_a_closed_case_is_given_to_nobody_and_to_no_product(report):
    walk(report, "looking", "not_confirmed", "closed")
    assert not StarReport.objects.filter(state__in=UNSETTLED).exists()
    for change in (
        lambda: assign_star_report(report=report, to=makers.user()),
        lambda: name_product_of_star_report(
            report=report, product=makers.product(), by=makers.user()
        ),
    ):
        with pytest.raises(StarReportError):
            change()


def test_naming_the_product_is_written_down(report):
    product = makers.product("Mật ong bạc hà")
    name_product_of_star_report(report=report, product=product, by=makers.user())
    report.refresh_from_db()
    assert report.goods == "Mật ong bạc hà"
    assert "Mật ong bạc hà" in report.notes.get().text


def test_an_empty_note_is_none(report):
    with pytest.raises(StarReportError):
        note_star_report(report=report, by=makers.user(), text=" ")


def test_contact_picture_and_words_go_in_time_and_the_case_stays(
    clock, django_capture_on_commit_callbacks
):
    report = makers.star_report(
        reporter_email="an@example.vn",
        details="Tôi ở số 5",
        photo=ContentFile(photo(), "vo-hop.jpg"),
    )
    name, storage = report.photo.name, report.photo.storage
    walk(report, "looking", "confirmed", "closed")
    clock.shift(REPORTER_KEPT_FOR - timedelta(minutes=1))
    assert forget_reporters() == 0
    clock.shift(timedelta(minutes=2))
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_reporters() == 1
    report.refresh_from_db()
    assert (report.reporter_email, report.details, report.product_text) == ("", "", "")
    assert not storage.exists(name)
    assert report.transitions.count() == 4
    assert forget_reporters() == 0


def test_what_is_not_settled_is_never_forgotten(report, clock):
    clock.shift(REPORTER_KEPT_FOR * 3)
    assert forget_reporters() == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"product_text": ""},
        {"state": "lost"},
        {"fault": "none"},
        {"state": "closed"},
        {"forgotten_at": timezone.now(), "reporter_email": "an@example.vn"},
    ],
)
def test_the_database_refuses_half_a_report(report, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        StarReport.objects.filter(pk=report.pk).update(**facts)
