"""Receiving a report and taking it on, with the e-mail that each step owes to whoever reported."""

from typing import Any
from uuid import UUID

from django.db import transaction

from catalogue.account import User
from catalogue.models import StarReport, StarReportTransition
from catalogue.services.star_reports import move_star_report, receive_star_report
from shop.mail.outbox import enqueue_email
from shop.star_reports.emails import MOVED


@transaction.atomic
def send_star_report(*, submission: UUID, **facts: Any) -> StarReport:
    """Take in a report and confirm it by e-mail, once for each submission; returns the report."""
    report, is_new = receive_star_report(submission=submission, **facts)
    if is_new and report.reporter_email:
        enqueue_email(MOVED, report.transitions.get().pk)
    return report


@transaction.atomic
def take_star_report_on(
    *, report: StarReport, after: str, by: User, reason: str = "", told: str = ""
) -> StarReportTransition:
    """Take a step, and write to the reporter where there is something to tell and an address.

    Raises StarReportError, see move_star_report().
    """
    step = move_star_report(report=report, after=after, by=by, reason=reason, told=told)
    if step.told and step.report.reporter_email:
        enqueue_email(MOVED, step.pk)
    return step
