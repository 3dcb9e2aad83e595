"""Importing a register file: all of it or nothing, and a second time without effect."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import reset_queries, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import today
from catalogue.models import Certificate, RegisterEntry
from catalogue.register import entries as entry_books
from catalogue.register import producers as producer_books
from catalogue.register import products as product_books
from catalogue.register.certificate_history import CertificateHistory, in_rounds
from catalogue.register.entries import EntryBatch, product_id_of
from catalogue.register.entry_keys import KeptRows, assign_keys
from catalogue.register.lookups import Lookups
from catalogue.register.ordering import in_order_of_issue
from catalogue.register.products import ImportContext
from catalogue.register.proposing import link_withdrawals, propose
from catalogue.register.ratings import RatedRow, draft, rate
from catalogue.register.reading import RegisterFile, read_register
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow, parse_line
from catalogue.register.status import entry_status, with_status
from catalogue.services.certificates_bulk import certify_in_bulk

CHUNK = 1000
#: Accounts that nobody can sign in with: the import enters, a second one stands for its checks.
CLERK, CHECKER = "nhap-so-bo@he-thong.invalid", "doi-chieu-so-bo@he-thong.invalid"

Progress = Callable[[int, int], None]


def import_register(
    path: Path,
    *,
    check: bool = False,
    progress: Progress | None = None,
    signed_off: bool = False,
) -> Report:
    """Bring the books in line with a register file and say what became of every line.

    With `check` everything is worked out and nothing is written. `progress` is told rows done and
    rows in all. A file that an authority has `signed_off` ends the stars that it calls withdrawn at
    once; of any other file a second person confirms them. Texts kept in the books are Vietnamese.
    Raises RegisterFileError, nothing written.
    """
    with translation.override("vi"):
        return _import(path, check, progress or (lambda done, total: None), signed_off)


@transaction.atomic
def _import(path: Path, check: bool, progress: Progress, signed_off: bool) -> Report:
    report = Report()
    rows = assign_keys(list(_rows(read_register(path), report)))
    lookups = Lookups()
    rated = {row.key: found for row in rows if (found := rate(row, lookups))}
    rows = in_order_of_issue(rows, rated, lookups)
    producers = producer_books.upsert(rated.values(), report.producers)
    context = ImportContext(lookups, producers, product_books.titles_in(rated.values()))
    actors = _actor(CLERK, _("Register import")), _actor(CHECKER, _("Register check"))
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        _import_chunk(chunk, rated, context, actors, report, signed_off)
        # With DEBUG Django remembers every statement: tens of megabytes here.
        reset_queries()
        progress(start + len(chunk), len(rows))
    report.absent = RegisterEntry.objects.count() - report.entries.rows
    transaction.set_rollback(check)
    return report


def _rows(register_file: RegisterFile, report: Report) -> Iterator[RegisterRow]:
    """The rows of a file, one for each certificate; everything odd goes into the report."""
    report.ignored_columns = register_file.ignored
    kept = KeptRows()
    year = today().year
    for line in register_file.lines:
        report.lines += 1
        row, faults = parse_line(line, year=year)
        report.faults += faults
        if row is None:
            report.left_out += 1
        elif double := kept.double_of(row):
            report.duplicates += 1
            report.faults.append(_duplicate(row, double.line))
        else:
            kept.keep(row)
            yield row


def _duplicate(row: RegisterRow, first: int) -> Fault:
    message = _(
        "“%(name)s” of the same producer stands in line %(first)s already; that one is kept"
    )
    return Fault(row.line, message % {"name": row.product_name[:80], "first": first})


def _import_chunk(
    rows: Sequence[RegisterRow],
    rated: dict[str, RatedRow],
    context: ImportContext,
    actors: tuple[User, User],
    report: Report,
    signed_off: bool,
) -> None:
    """Entries, products and certificates of some rows, and then where each row stands."""
    batch = entry_books.open_page(rows)
    sellable = [rated[row.key] for row in rows if row.key in rated]
    product_books.upsert(sellable, batch, context, report.products)
    _certify(sellable, batch, context.lookups, actors, report)
    link_withdrawals(rows, batch, context)
    batch.write(report.entries)
    report.faults += propose(rows, batch, actors, signed_off=signed_off)
    _tell_unrated(rows, rated, batch, report)
    on = today()
    for entry in with_status(RegisterEntry.objects.filter(key__in=list(batch.entries))):
        report.reasons[entry_status(entry, on).reason] += 1


def _certify(
    rated: Sequence[RatedRow],
    batch: EntryBatch,
    lookups: Lookups,
    actors: tuple[User, User],
    report: Report,
) -> None:
    """Enter the certificates that the books miss. What is in the books is never rewritten."""
    drafts: list[Certificate] = []
    rows: dict[int, RegisterRow] = {}
    history = CertificateHistory.of(product_id_of(batch.entries[each.row.key]) for each in rated)
    for each in rated:
        entry = batch.entries[each.row.key]
        held = entry.certificate
        if held is not None and each.row.key not in batch.changed:
            continue
        new = draft(each, lookups)
        if held is not None and (held.stars, held.valid_from) == (new.stars, new.valid_from):
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
    submitter, verifier = actors
    for drafted in in_rounds(drafts):
        outcome = certify_in_bulk(
            certificates=drafted, submitted_by=submitter, verified_by=verifier
        )
        for certificate in outcome.certificates:
            key = rows[id(certificate)].key
            batch.entries[key].certificate = certificate
            batch.linked.add(key)
        report.certificates.add(created=len(outcome.certificates))
        for certificate, why in outcome.refused:
            report.faults.append(Fault(rows[id(certificate)].line, _not_entered(why)))
    report.certificates.add(rows=len(rated))


def _code_taken(code: str) -> str:
    message = _("product code %(code)s belongs to another certificate; this one stands without it")
    return message % {"code": code}


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
