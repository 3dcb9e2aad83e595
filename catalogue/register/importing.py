"""Importing a register file: all of it or nothing, and a second time without effect."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import reset_queries, transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.certificate_log.entries import log_written_last
from catalogue.clock import today
from catalogue.duplicates.finding import find_duplicates
from catalogue.models import Certificate, Province, RegisterEntry
from catalogue.models.register_upload import OutcomeKind
from catalogue.register import entries as entry_books
from catalogue.register import producers as producer_books
from catalogue.register import products as product_books
from catalogue.register.entries import EntryBatch, product_id_of
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import LeftOutRow, RowFate
from catalogue.register.lookups import Lookups
from catalogue.register.matching.certificate_history import CertificateHistory, in_rounds
from catalogue.register.matching.entry_keys import KeptRows, assign_keys
from catalogue.register.matching.ordering import chunks_by_product
from catalogue.register.outcome_rules import (
    Effects,
    as_printed,
    left_out_outcome,
    plain_outcome,
    row_outcome,
)
from catalogue.register.outcomes import RowOutcome
from catalogue.register.products import ImportContext
from catalogue.register.proposing import link_withdrawals, propose
from catalogue.register.ratings import RatedRow, draft, rate
from catalogue.register.reading import RegisterLine, read_register
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow, parse_line
from catalogue.register.same_rating import decided_by_people, is_same_rating, says_the_same
from catalogue.register.status import entry_status, with_status
from catalogue.services.certificates_bulk import certify_in_bulk
from catalogue.services.issue_dates import DateCorrection, correct_issue_dates

CHUNK = 1000
#: Accounts that nobody can sign in with: the import enters, a second one stands for its checks.
CLERK, CHECKER = "nhap-so-bo@he-thong.invalid", "doi-chieu-so-bo@he-thong.invalid"

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sender:
    """Who stands for a register file: who entered it, who confirmed it, for which province.

    A file of one province takes rows of that province only. A row that states neither decision nor
    another year gets the decision that the sender names for the whole file. Rows that are not
    proven are kept and get no certificate. `mapping` is what the sender chose for headings that the
    dictionary does not know.
    """

    entered_by: User | None = None
    confirmed_by: User | None = None
    province: Province | None = None
    decision: str = ""
    decision_year: int | None = None
    is_proven: bool = True
    mapping: Mapping[str, str] = field(default_factory=dict)
    row_limit: int | None = None

    def actors(self) -> tuple[User, User]:
        """The two people of every certificate; system accounts where nobody is named."""
        return (
            self.entered_by or _actor(CLERK, _("Register import")),
            self.confirmed_by or _actor(CHECKER, _("Register check")),
        )

    def complete(self, line: RegisterLine) -> RegisterLine:
        """Fill in what holds for the whole file, where the row itself says nothing."""
        cells, added = line.cells, {}
        if self.province and not cells["province_at_certification"].strip():
            added["province_at_certification"] = self.province.name
        year = cells["certified_year"].strip().removesuffix(".0")
        if (
            self.decision
            and not cells["decision"].strip()
            and year in ("", f"{self.decision_year}")
        ):
            added["decision"] = self.decision
        return replace(line, cells=cells | added) if added else line

    def check_size(self, lines: int) -> None:
        """Raise RegisterFileError for more rows than one file may hold."""
        if self.row_limit is not None and lines > self.row_limit:
            message = _("The file has more than %(limit)d rows. Send it in parts.")
            raise RegisterFileError(message % {"limit": self.row_limit})


@dataclass
class ImportRun:
    """One import: who sends, the look-ups, the lines read, and what became of each."""

    sender: Sender
    report: Report = field(default_factory=Report)
    lookups: Lookups = field(default_factory=Lookups)
    lines: dict[int, RegisterLine] = field(default_factory=dict)
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    signed_off: bool = False

    def tell(self, kind: OutcomeKind, line: RegisterLine, reason: str) -> None:
        """Keep the outcome of a line that went no further."""
        self.outcomes[line.number] = plain_outcome(kind, line, reason)

    def leave_out(self, row: LeftOutRow) -> None:
        """Keep the outcome of a row of the file that is no line; titles and headers have none."""
        if row.fate in (RowFate.TITLE, RowFate.HEADER):
            return
        self.report.lines += 1
        if row.fate == RowFate.REFUSED:
            self.report.refused += 1
            self.report.faults.append(Fault(row.number, row.reason))
        else:
            self.report.left_out += 1
        self.outcomes[row.number] = left_out_outcome(row)

    def is_elsewhere(self, row: RegisterRow) -> bool:
        """Whether a row belongs to another province than the one that sends the file."""
        if self.sender.province is None:
            return False
        origin = self.lookups.origin(row.commune, row.district, row.province, row.certified_year)
        return origin.province is None or origin.province.pk != self.sender.province.pk

    def outcomes_in_order(self) -> list[RowOutcome]:
        """One outcome for each row, in the order of the file."""
        columns = {sheet.name: sheet.columns for sheet in self.report.file.sheets}
        return [
            as_printed(self.outcomes[number], self.lines.get(number), columns)
            for number in sorted(self.outcomes)
        ]


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
    producers = producer_books.upsert(rated.values(), report.producers)
    context = ImportContext(lookups, producers, product_books.titles_in(rated.values()))
    actors = run.sender.actors()
    with log_written_last():
        done = 0
        for chunk in chunks_by_product(rows, rated, lookups, size=CHUNK):
            _import_chunk(chunk, rated, context, actors, run)
            # With DEBUG Django remembers every statement: tens of megabytes here.
            reset_queries()
            done += len(chunk)
            progress(done, len(rows))
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
    product_books.upsert(sellable, batch, context, report.products)
    certified = _certify(sellable, batch, context.lookups, actors, report)
    link_withdrawals(rows, batch, context)
    batch.write(report.entries)
    report.faults += propose(rows, batch, actors, signed_off=run.signed_off)
    _tell_unrated(rows, rated, batch, report)
    notes: dict[int, list[str]] = defaultdict(list)
    for fault in report.faults[told_before:]:
        notes[fault.line].append(fault.message)
    effects = Effects(batch, set(report.products.made), set(report.certificates.made), *certified)
    by_key, on = {row.key: row for row in rows}, today()
    for entry in with_status(RegisterEntry.objects.filter(key__in=list(batch.entries))):
        status, row = entry_status(entry, on), by_key[entry.key]
        report.reasons[status.reason] += 1
        told = [*run.notes.pop(row.line, ()), *notes[row.line]]
        run.outcomes[row.line] = row_outcome(run.lines[row.line], entry, status, effects, told)


def _certify(
    rated: Sequence[RatedRow],
    batch: EntryBatch,
    lookups: Lookups,
    actors: tuple[User, User],
    report: Report,
) -> tuple[set[str], set[str]]:
    """Enter the certificates that the books miss, and date better those that the import entered.

    Returns the keys of rows whose certificate was refused, and of those kept as history only. What
    people have decided about a certificate is never rewritten.
    """
    drafts: list[Certificate] = []
    corrections: list[DateCorrection] = []
    rows: dict[int, RegisterRow] = {}
    history = CertificateHistory.of(
        (product_id_of(batch.entries[each.row.key]) for each in rated),
        (each.row.product_code for each in rated),
    )
    submitter, verifier = actors
    held_ones = [batch.entries[each.row.key].certificate for each in rated]
    decided = decided_by_people(filter(None, held_ones), except_by=(CLERK, CHECKER))
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
            if held.pk in decided:
                report.faults.append(Fault(each.row.line, _decided_already()))
            else:
                corrections.append(DateCorrection(held, new))
                rows[id(held)] = each.row
            continue
        new.product_id = product_id_of(entry)
        known = history.same(new)
        if known is not None and known is not held:
            if history.claim(known):
                entry.certificate = known
                batch.linked.add(each.row.key)
            continue
        if taken := history.take_code(new):
            report.faults.append(Fault(each.row.line, _code_taken(taken)))
        history.add(new)
        drafts.append(new)
        rows[id(new)] = each.row
    corrected = correct_issue_dates(corrections=corrections, by=verifier)
    report.certificates.add(rows=len(rated), changed=len(corrected.before))
    report.certificates.remember(before=corrected.before)
    refused, late = list(corrected.refused), set()
    for drafted in in_rounds(drafts):
        outcome = certify_in_bulk(
            certificates=drafted, submitted_by=submitter, verified_by=verifier
        )
        for certificate in outcome.certificates:
            key = rows[id(certificate)].key
            batch.entries[key].certificate = certificate
            batch.linked.add(key)
        report.certificates.add(created=len(outcome.certificates))
        report.certificates.remember(
            made=[certificate.pk for certificate in outcome.certificates],
            before={each.old.pk: {"superseded_by": each.new.pk} for each in outcome.superseded},
        )
        for succession in outcome.late:
            row = rows[id(succession.old)]
            late.add(row.key)
            report.faults.append(Fault(row.line, _is_history(succession.new)))
        refused += outcome.refused
    for certificate, why in refused:
        report.faults.append(Fault(rows[id(certificate)].line, _not_entered(why)))
    return {rows[id(certificate)].key for certificate, _why in refused}, late


def _code_taken(code: str) -> str:
    message = _("product code %(code)s belongs to another certificate; this one stands without it")
    return message % {"code": code}


def _is_history(newer: Certificate) -> str:
    message = _(
        "kept in the history of the product, which has a newer certificate from %(day)s;"
        " nothing that is in force changes"
    )
    return message % {"day": date_format(newer.valid_from, "d/m/Y")}


def _decided_already() -> str:
    return _("somebody has decided on the certificate in the books since; it stays as it is")


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


def _actor(email: str, name: str) -> User:
    """A system account: inactive, without a password."""
    users = get_user_model().objects
    found = users.filter(email=email).first()
    return found or users.create_user(email=email, password=None, first_name=name, is_active=False)
