"""Certificates of the rows that show one: entered, dated better, kept as history, or refused."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models import Certificate
from catalogue.register.entries import EntryBatch, product_id_of
from catalogue.register.lookups import Lookups
from catalogue.register.matching.certificate_history import CertificateHistory, in_rounds
from catalogue.register.ratings import RatedRow, draft
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow
from catalogue.register.same_rating import decided_by_people, is_same_rating, says_the_same
from catalogue.register.sender import CHECKER, CLERK
from catalogue.services.certificates_bulk import certify_in_bulk
from catalogue.services.issue_dates import DateCorrection, correct_issue_dates


def certify_rows(
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
