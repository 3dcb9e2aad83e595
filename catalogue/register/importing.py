"""Importing a register file: all of it or nothing, and a second time without effect."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import reset_queries, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.certificate_log.writing import log_written_last
from catalogue.clock import today
from catalogue.models import Certificate, RegisterEntry
from catalogue.models.register_upload import OutcomeKind
from catalogue.register import entries as entry_books
from catalogue.register import producers as producer_books
from catalogue.register import products as product_books
from catalogue.register.entries import EntryBatch, product_id_of
from catalogue.register.import_run import ImportRun, Sender
from catalogue.register.lookups import Lookups
from catalogue.register.outcome_rules import (
    Effects,
    Settled,
)
from catalogue.register.products import ImportContext
from catalogue.register.ratings import RatedRow, draft, rate
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow, parse_line
from catalogue.register.same_rating import decided_by_people, is_same_rating, says_the_same
from catalogue.register.status import entry_status, with_status
from catalogue.services.certificates_bulk import certify_in_bulk
from catalogue.services.issue_dates import DateCorrection, correct_issue_dates

CHUNK = 1000

Progress = Callable[[int, int], None]


def import_register(
    path: Path,
    *,
    check: bool = False,
    progress: Progress | None = None,
    sender: Sender | None = None,
) -> Report:
    """Bring the books in line with a register file and say what became of every line.

    With `check` everything is worked out and nothing is written. `progress` is told rows done and
    rows in all; `sender` is who stands for the file, the operator where nobody is named. Texts kept
    in the books are Vietnamese. Raises RegisterFileError, nothing written.
    """
    with translation.override("vi"):
        run = ImportRun(sender or Sender())
        return _import(path, check, progress or (lambda done, total: None), run)


@transaction.atomic
def _import(path: Path, check: bool, progress: Progress, run: ImportRun) -> Report:
    report = run.report
    rows = list(_rows(path, run))
    lookups = run.lookups
    rated = {row.key: found for row in rows if (found := rate(row, lookups))}
    producers = producer_books.upsert(rated.values(), report.producers)
    context = ImportContext(lookups, producers, product_books.titles_in(rated.values()))
    actors = run.sender.actors()
    with log_written_last():
        for start in range(0, len(rows), CHUNK):
            chunk = rows[start : start + CHUNK]
            _import_chunk(chunk, rated, context, actors, run)
            # With DEBUG Django remembers every statement: tens of megabytes here.
            reset_queries()
            progress(start + len(chunk), len(rows))
    report.absent = RegisterEntry.objects.count() - report.entries.rows
    report.outcomes = run.outcomes_in_order()
    transaction.set_rollback(check)
    return report


def _rows(path: Path, run: ImportRun) -> Iterator[RegisterRow]:
    """The rows of a file, the first of each identity; everything odd goes into the report."""
    report = run.report
    first: dict[str, int] = {}
    year = today().year
    for raw in run.read(path).lines:
        report.lines += 1
        run.sender.check_size(report.lines)
        line = run.sender.complete(raw)
        row, faults = parse_line(line, year=year)
        run.keep(line, faults)
        if row is None:
            report.left_out += 1
            run.tell(OutcomeKind.LEFT_OUT, line, " ".join(fault.message for fault in faults))
        elif run.is_elsewhere(row):
            report.elsewhere += 1
            fault = Fault(row.line, _of_another_province(row, run.sender), row.sheet)
            report.faults.append(fault)
            run.tell(OutcomeKind.OTHER_PROVINCE, line, fault.message)
        elif row.key in first:
            report.duplicates += 1
            fault = _duplicate(row, first[row.key])
            report.faults.append(fault)
            run.tell(OutcomeKind.DOUBLED, line, fault.message)
        else:
            first[row.key] = row.line
            yield row


def _duplicate(row: RegisterRow, first: int) -> Fault:
    message = _(
        "“%(name)s” of the same producer stands in line %(first)s already; that one is kept"
    )
    message %= {"name": row.product_name[:80], "first": first}
    return Fault(row.line, message, row.sheet)


def _of_another_province(row: RegisterRow, sender: Sender) -> str:
    own = sender.province.name if sender.province else ""
    if not row.province:
        return _("the row names no province, so it was not taken as one of %(own)s") % {"own": own}
    message = _("the row is of “%(province)s”; this file is sent for %(own)s, so it was not taken")
    return message % {"province": row.province, "own": own}


def _import_chunk(
    rows: Sequence[RegisterRow],
    rated: dict[str, RatedRow],
    context: ImportContext,
    actors: tuple[User, User],
    run: ImportRun,
) -> None:
    """Entries, products and certificates of some rows, and then where each row stands."""
    report, told_before = run.report, len(run.report.faults)
    batch = entry_books.open_page(rows)
    sellable = [rated[row.key] for row in rows if row.key in rated]
    product_books.upsert(sellable, batch, context, report.products)
    refused = _certify(sellable, batch, context.lookups, actors, report)
    batch.write(report.entries)
    _tell_unrated(rows, rated, batch, report)
    notes: dict[int, list[str]] = defaultdict(list)
    for fault in report.faults[told_before:]:
        notes[fault.line].append(fault.message)
    effects = Effects(batch, set(report.products.made), set(report.certificates.made), refused)
    by_key, on = {row.key: row for row in rows}, today()
    for entry in with_status(RegisterEntry.objects.filter(key__in=list(batch.entries))):
        status, row = entry_status(entry, on), by_key[entry.key]
        report.reasons[status.reason] += 1
        run.settle(row, entry, Settled(effects.kind(entry, status), status, notes[row.line]))


def _certify(
    rated: Sequence[RatedRow],
    batch: EntryBatch,
    lookups: Lookups,
    actors: tuple[User, User],
    report: Report,
) -> set[str]:
    """Enter the certificates that the books miss, and date better those that the import entered.

    Returns the keys of rows whose certificate was refused. What people have decided about a
    certificate is never rewritten.
    """
    drafts: list[Certificate] = []
    corrections: list[DateCorrection] = []
    rows: dict[int, RegisterRow] = {}
    submitter, verifier = actors
    held_ones = [batch.entries[each.row.key].certificate for each in rated]
    decided = decided_by_people(filter(None, held_ones), {submitter.pk, verifier.pk})
    for each in rated:
        entry = batch.entries[each.row.key]
        held = entry.certificate
        if held is not None and each.row.key not in batch.changed:
            continue
        new = draft(each, lookups)
        if held is not None and says_the_same(held, new):
            continue
        is_rerated = each.row.key in batch.rerated
        if held is not None and is_same_rating(held, new, is_rerated=is_rerated):
            if held.pk not in decided:
                corrections.append(DateCorrection(held, new))
                rows[held.product_id] = each.row
            continue
        new.product_id = product_id_of(entry)
        drafts.append(new)
        rows[new.product_id] = each.row
    corrected = correct_issue_dates(corrections=corrections, by=verifier)
    outcome = certify_in_bulk(certificates=drafts, submitted_by=submitter, verified_by=verifier)
    for certificate in outcome.certificates:
        key = rows[certificate.product_id].key
        batch.entries[key].certificate = certificate
        batch.linked.add(key)
    report.certificates.add(
        rows=len(rated), created=len(outcome.certificates), changed=len(corrected.before)
    )
    report.certificates.remember(
        made=[certificate.pk for certificate in outcome.certificates],
        before=corrected.before
        | {each.old.pk: {"superseded_by": each.new.pk} for each in outcome.superseded},
    )
    refused = [*corrected.refused, *outcome.refused]
    for certificate, why in refused:
        report.faults.append(Fault(rows[certificate.product_id].line, _not_entered(why)))
    return {rows[certificate.product_id].key for certificate, _why in refused}


def _not_entered(why: str) -> str:
    return _("the certificate was not entered; staff must look at it. %(why)s") % {"why": why}


def _tell_unrated(
    rows: Sequence[RegisterRow],
    rated: dict[str, RatedRow],
    batch: EntryBatch,
    report: Report,
) -> None:
    """Rows that show no certificate any more although the books hold one: people revoke."""
    for row in rows:
        if row.key not in rated and batch.entries[row.key].certificate_id is not None:
            message = _("the row shows no certificate any more; the one in the books is kept")
            report.faults.append(Fault(row.line, message))
