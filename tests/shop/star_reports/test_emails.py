"""What whoever reported a false star is told by e-mail."""

import pytest
from django.core import mail

from catalogue.services.star_reports import forget_reporters
from shop.mail.delivery import deliver_due
from shop.star_reports.services import take_star_report_on
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TOLD = "Sản phẩm không có trong quyết định nào; chúng tôi đã báo Sở."


def test_the_outcome_goes_to_the_reporter_in_words():
    report = makers.star_report(reporter_email="an@example.vn")
    take_star_report_on(report=report, after="looking", by=makers.user())
    take_star_report_on(report=report, after="confirmed", by=makers.user(), told=TOLD)
    deliver_due()
    (email,) = mail.outbox
    assert report.number in email.subject
    assert TOLD in email.body
    assert TOLD in email.alternatives[0][0]
    assert report.token in email.body


def test_reasons_of_the_staff_are_told_to_nobody():
    report = makers.star_report(reporter_email="an@example.vn")
    take_star_report_on(report=report, after="looking", by=makers.user(), reason="Nghi ngờ B.")
    take_star_report_on(
        report=report, after="passed_on", by=makers.user(), reason="Nghi ngờ B.", told=TOLD
    )
    deliver_due()
    assert "Nghi ngờ B." not in mail.outbox[0].body


def test_nobody_is_written_to_once_the_address_is_deleted(clock):
    report = makers.star_report(reporter_email="an@example.vn")
    take_star_report_on(report=report, after="looking", by=makers.user())
    take_star_report_on(report=report, after="not_confirmed", by=makers.user(), told=TOLD)
    take_star_report_on(report=report, after="closed", by=makers.user())
    clock.move_to("2027-12-01")
    forget_reporters()
    deliver_due()
    assert mail.outbox == []
