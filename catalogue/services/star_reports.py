"""The life of a report of a false star: received, looked at, settled, told, closed, forgotten."""

from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import today
from catalogue.models.product import Product
from catalogue.models.star_report import (
    DAYS_TO_SETTLE,
    OUTCOMES,
    StarReport,
    StarReportNote,
    StarReportState,
    StarReportTransition,
)
from catalogue.services.exceptions import StarReportError


@transaction.atomic
def receive_star_report(
    *, submission: UUID, fault: str, photo: File | None = None, **facts: Any
) -> tuple[StarReport, bool]:
    """Take in a report; the same submission gives the same report. Returns it and whether it is new.

    `facts`: product, product_text, details, place_seen, reporter_email, reporter_phone, language.
    It is to be settled within 15 days (QĐ 26/2026 Đ.8).
    """
    fresh = {
        **facts,
        "fault": fault,
        "received_at": timezone.now(),
        "due_on": today() + DAYS_TO_SETTLE,
        "photo": photo or "",
    }
    report, is_new = StarReport.objects.get_or_create(submission=submission, defaults=fresh)
    if is_new:
        _record(report, before="", by=None)
    return report, is_new


@transaction.atomic
def move_star_report(
    *, report: StarReport, after: str, by: User, reason: str = "", told: str = ""
) -> StarReportTransition:
    """Take a step; an outcome needs the words that the reporter will read.

    Whoever takes the first step becomes the assignee where there is none. Raises StarReportError
    for a step that does not follow, and for an outcome without words.
    """
    report = lock_star_report(report)
    if after not in report.steps:
        raise StarReportError(
            _("Somebody else has moved this case on meanwhile; please look at it again.")
        )
    if after in OUTCOMES and not told.strip():
        raise StarReportError({"told": _("Write what the reporter is told.")})
    before, report.state = report.state, after
    if report.assignee_id is None:
        report.assignee = by
    if after == StarReportState.CLOSED:
        report.closed_at = timezone.now()
    report.save(update_fields=["state", "assignee", "closed_at"])
    return _record(report, before=before, by=by, reason=reason.strip(), told=told.strip())


@transaction.atomic
def assign_star_report(*, report: StarReport, to: User | None) -> None:
    """Give the case to somebody, or to nobody; raises StarReportError once it is closed."""
    report = lock_star_report(report)
    _refuse_closed(report)
    report.assignee = to
    report.save(update_fields=["assignee"])


@transaction.atomic
def note_star_report(*, report: StarReport, by: User, text: str) -> StarReportNote:
    """Write down what was found out; only the staff reads it. Raises StarReportError for no text."""
    if not text.strip():
        raise StarReportError({"text": _("Write the note first.")})
    return StarReportNote.objects.create(report=report, at=timezone.now(), by=by, text=text.strip())


@transaction.atomic
def name_product_of_star_report(*, report: StarReport, product: Product, by: User) -> None:
    """Say which product of ours a report means; its province's people see it from then on."""
    report = lock_star_report(report)
    _refuse_closed(report)
    report.product = product
    report.save(update_fields=["product"])
    note_star_report(
        report=report, by=by, text=_("The report is about “%(name)s”.") % {"name": product.title}
    )


@transaction.atomic
def forget_reporters() -> int:
    """Delete contact, picture and words of reporters whose case has been closed for long.

    What stays is the case: product, fault, dates, steps. Returns how many; safe to run every day.
    """
    reports = list(StarReport.objects.of_forgettable_reporters().select_for_update())
    for report in reports:
        name, storage = str(report.photo.name or ""), report.photo.storage
        StarReport.objects.filter(pk=report.pk).update(
            reporter_email="",
            reporter_phone="",
            product_text="",
            details="",
            place_seen="",
            photo="",
            forgotten_at=timezone.now(),
        )
        if name:
            transaction.on_commit(partial(storage.delete, name), robust=True)
    return len(reports)


def lock_star_report(report: StarReport) -> StarReport:
    """Return the report as it is now, held until the transaction ends."""
    return StarReport.objects.select_for_update().get(pk=report.pk)


def _refuse_closed(report: StarReport) -> None:
    if report.state == StarReportState.CLOSED:
        raise StarReportError(_("This case is closed."))


def _record(
    report: StarReport, *, before: str, by: User | None, **words: str
) -> StarReportTransition:
    return StarReportTransition.objects.create(
        report=report, before=before, after=report.state, at=timezone.now(), by=by, **words
    )
