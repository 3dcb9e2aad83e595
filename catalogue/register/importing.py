"""Importing a register file: all of it or nothing, and a second time without effect."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from django.db import reset_queries, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.certificate_log.entries import log_left_alone, log_written_last
from catalogue.clock import today
from catalogue.duplicates.finding import find_duplicates
from catalogue.models import Certificate, CertificateEvent, Producer, Product, RegisterEntry
from catalogue.models.register_upload import OutcomeKind
from catalogue.register import entries as entry_books
from catalogue.register import producers as producer_books
from catalogue.register import products as product_books
from catalogue.register.certifying import certify_rows
from catalogue.register.entries import EntryBatch
from catalogue.register.import_run import ImportRun
from catalogue.register.matching.entry_keys import KeptRows, assign_keys
from catalogue.register.matching.ordering import chunks_by_product
from catalogue.register.outcome_rules import (
    Effects,
    refused_outcome,
    row_outcome,
)
from catalogue.register.products import ImportContext
from catalogue.register.proposing import link_withdrawals, propose
from catalogue.register.ratings import RatedRow, rate
from catalogue.register.reading import RegisterLine, read_register
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow, parse_line
from catalogue.register.sender import Sender
from catalogue.register.status import each_with_status, entry_status
from catalogue.table_statistics import refresh_statistics

CHUNK = 1000
Progress = Callable[[int, int], None]


def import_register(
    path: Path,
    *,
    check: bool = False,
    progress: Progress | None = None,
    sender: Sender | None = None,
    signed_off: bool = False,
) -> Report:
    """Bring the books in line with a register file and say what became of every line.

    With `check` everything is worked out and nothing is written. `progress` is told rows done and
    rows in all; `sender` is who stands for the file, the operator where nobody is named. A file that
    an authority has `signed_off` ends the stars that it calls withdrawn at once; of any other file a
    second person confirms them. Texts kept in the books are Vietnamese. Raises RegisterFileError,
    nothing written.
    """
    with translation.override("vi"):
        run = ImportRun(sender or Sender(), signed_off=signed_off)
        return _import(path, check, progress or (lambda done, total: None), run)


@transaction.atomic
def _import(path: Path, check: bool, progress: Progress, run: ImportRun) -> Report:
    report = run.report
    rows = assign_keys(list(_rows(path, run)))
    lookups = run.lookups
    rated = {row.key: found for row in rows if (found := rate(row, lookups))}
    producers = producer_books.make_missing(rated.values())
    context = ImportContext(lookups, producers, product_books.titles_in(rated.values()))
    actors = run.sender.actors()
    with log_left_alone() if check else log_written_last():
        done = 0
        for chunk in chunks_by_product(rows, rated, lookups, size=CHUNK):
            _import_chunk(chunk, rated, context, actors, run)
            # With DEBUG Django remembers every statement: tens of megabytes here.
            reset_queries()
            done += len(chunk)
            progress(done, len(rows))
        taken = (each for key, each in rated.items() if key not in run.refused)
        producer_books.settle(producers, taken, report.producers)
    if not check:
        find_duplicates()
    report.absent = RegisterEntry.objects.count() - report.entries.rows
    report.outcomes = run.outcomes_in_order()
    transaction.set_rollback(check)
    return report


def _rows(path: Path, run: ImportRun) -> Iterator[RegisterRow]:
    """The rows of a file, one for each certificate; everything odd goes into the report."""
    report = run.report
    register_file = read_register(path, mapping=run.sender.mapping)
    report.take(register_file)
    for left_out in register_file.left_out:
        run.leave_out(left_out)
    kept = KeptRows()
    year = today().year
    for raw in register_file.lines:
        report.lines += 1
        run.sender.check_size(report.lines)
        line = run.sender.complete(raw)
        row, faults = parse_line(line, year=year)
        faults = [*(Fault(line.number, note) for note in line.notes), *faults]
        report.faults += faults
        if row is not None and not run.sender.is_proven:
            row = replace(row, is_proven=False)
        run.lines[line.number] = line
        if faults:
            run.notes[line.number] = [fault.message for fault in faults]
        if row is None:
            report.left_out += 1
            run.tell(OutcomeKind.LEFT_OUT, line, " ".join(fault.message for fault in faults))
        elif run.is_elsewhere(row):
            report.elsewhere += 1
            fault = Fault(row.line, _of_another_province(row, run.sender))
            report.faults.append(fault)
            run.tell(OutcomeKind.OTHER_PROVINCE, line, fault.message)
        elif double := kept.double_of(row):
            report.duplicates += 1
            fault = _duplicate(row, _place(run.lines[double.line], line))
            report.faults.append(fault)
            run.tell(OutcomeKind.DOUBLED, line, fault.message)
        else:
            kept.keep(row)
            yield row


def _place(line: RegisterLine, seen_from: RegisterLine) -> str:
    """The number of a line, with its sheet when that is another one."""
    number = str(line.row or line.number)
    return number if line.sheet == seen_from.sheet else f"{number} ({line.sheet})"


def _duplicate(row: RegisterRow, first: str) -> Fault:
    message = _(
        "“%(name)s” of the same producer stands in line %(first)s already; that one is kept"
    )
    return Fault(row.line, message % {"name": row.product_name[:80], "first": first})


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
    known = product_books.make_missing(sellable, batch, context, report.products)
    certified = certify_rows(sellable, batch, context.lookups, actors, report)
    refused, _late = certified
    run.refused |= refused
    batch.keep_as_before(refused)
    product_books.correct(known, batch, context, report.products)
    link_withdrawals(rows, batch, context)
    unmade = batch.leave_out(refused)
    batch.write(report.entries)
    if run.has_doubled_since_counted(len(rows)):
        refresh_statistics(RegisterEntry, Producer, Product, Certificate, CertificateEvent)
    entered = [row for row in rows if row.key not in unmade]
    report.faults += propose(entered, batch, actors, signed_off=run.signed_off)
    _tell_unrated(entered, rated, batch, report)
    notes: dict[int, list[str]] = defaultdict(list)
    for fault in report.faults[told_before:]:
        notes[fault.line].append(fault.message)
    effects = Effects(batch, set(report.products.made), set(report.certificates.made), *certified)
    by_key, on = {row.key: row for row in rows}, today()
    for entry in each_with_status(RegisterEntry.objects.filter(key__in=list(batch.entries))):
        status, row = entry_status(entry, on), by_key[entry.key]
        report.reasons[status.reason] += 1
        told = [*run.notes.pop(row.line, ()), *notes[row.line]]
        run.outcomes[row.line] = row_outcome(run.lines[row.line], entry, status, effects, told)
    for key, entry in unmade.items():
        line = by_key[key].line
        told = [*run.notes.pop(line, ()), *notes[line]]
        run.outcomes[line] = refused_outcome(run.lines[line], entry, told)
    report.refused += len(unmade)


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
