"""What rows say of the end or the extension of a certificate becomes a proposal."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.clock import add_months, today
from catalogue.models import Certificate, RegisterEntry
from catalogue.models.certificate_terms import CertificateState, RevocationGround
from catalogue.register.decision_text import CitedDecision, read_decision
from catalogue.register.entries import EntryBatch
from catalogue.register.issue_dates import read_year
from catalogue.register.matching.entry_keys import base_key
from catalogue.register.printed_dates import Period
from catalogue.register.products import ImportContext
from catalogue.register.rows import CERTIFIED, Fault, RegisterRow
from catalogue.register.withdrawals import Withdrawal, is_end, read_withdrawal
from catalogue.services.exceptions import CertificateError
from catalogue.services.proposals import (
    confirm_revocation,
    propose_extension,
    propose_revocation,
)
from catalogue.text import fold

_NOT_OVER = (
    CertificateState.NOT_YET_VALID,
    CertificateState.VALID,
    CertificateState.EXTENDED,
    CertificateState.UNCERTAIN,
)


def withdrawal_of(row: RegisterRow) -> Withdrawal | None:
    """What a row says of a withdrawal."""
    return read_withdrawal(decision=row.decision, remark=row.remark, stars=row.stars)


def link_withdrawals(
    rows: Sequence[RegisterRow], batch: EntryBatch, context: ImportContext
) -> None:
    """Link rows about an end or a withdrawal to the product whose certificate is meant."""
    ends = [row for row in rows if batch.entries[row.key].product_id is None and _is_end(row)]
    bases = {base_key(row.key) for row in ends}
    entries = RegisterEntry.objects.filter(key__in=bases).exclude(product=None)
    plain = dict(entries.values_list("key", "product_id"))
    for row in ends:
        origin = context.lookups.origin(row.commune, row.district, row.province, row.certified_year)
        found = context.index.find(row, origin) or plain.get(base_key(row.key))
        if found is not None:
            batch.entries[row.key].product_id = found
            batch.linked.add(row.key)


def propose(
    rows: Sequence[RegisterRow],
    batch: EntryBatch,
    actors: tuple[User, User],
    *,
    signed_off: bool,
) -> list[Fault]:
    """Propose what the rows say of revocations and extensions; return what is to be told.

    What was proposed before, whatever became of it, is not proposed again. A file that is signed
    off is confirmed in the same breath by the second of the actors.
    """
    faults = []
    for row in rows:
        entry = batch.entries[row.key]
        withdrawal = withdrawal_of(row)
        if withdrawal is not None:
            told = _revocation(entry, withdrawal, actors, signed_off)
            faults.append(Fault(row.line, told))
            continue
        decision = read_decision(row.decision, on=today())
        if decision.is_ended and _end(entry, row, actors[0]):
            told = _("the row says that the certificate has ended; a person must decide")
            faults.append(Fault(row.line, told))
        if entry.certificate is not None:
            extension = decision.extension
            if extension is not None and _extension(entry, extension, actors[0]):
                told = _("the extension that the row names waits for confirmation")
                faults.append(Fault(row.line, told))
    return [fault for fault in faults if fault.message]


def _revocation(
    entry: RegisterEntry, withdrawal: Withdrawal, actors: tuple[User, User], signed_off: bool
) -> str:
    """Propose a revocation; return the sentence about it, empty where nothing is new."""
    if entry.product_id is None:
        return _("the row speaks of a withdrawal, but its product is not in the books")
    certificate = _meant(entry.product_id, withdrawal)
    if certificate is None:
        return _("the row speaks of a withdrawal, but no certificate in the books is meant by it")
    if certificate.revoked_on is not None:
        return ""
    submitter, verifier = actors
    proposal = propose_revocation(
        certificate=certificate,
        by=submitter,
        source=withdrawal.text,
        decision_number=withdrawal.number,
        decision_date=withdrawal.day,
        ground=withdrawal.ground,
    )
    if proposal is None:
        return ""
    if not signed_off:
        return _("the withdrawal that the row names waits for confirmation")
    try:
        confirm_revocation(
            proposal=proposal,
            by=verifier,
            ground=withdrawal.ground or RevocationGround.OTHER_FINDING,
        )
    except CertificateError as error:
        return " ".join(error.messages)
    return _("the certificate was revoked as the row says")


def _meant(product_id: int, withdrawal: Withdrawal) -> Certificate | None:
    """The certificate that a withdrawal ends: the one whose number it names, or the current one.

    A withdrawal of before the current one was issued meant an earlier one.
    """
    certificates = Certificate.objects.ever_verified().filter(product=product_id)
    for certificate in certificates:
        named = fold(withdrawal.number)
        if named and named == fold(certificate.decision_number):
            return certificate
    current = certificates.current().first()
    if current is None:
        return certificates.filter(revoked_on__isnull=False).first()
    if withdrawal.day and withdrawal.day < current.issued_not_before:
        return None
    return current


def _end(entry: RegisterEntry, row: RegisterRow, by: User) -> bool:
    """Propose to end a certificate that its own row calls ended without a day; whether that is new.

    It stays in force until a person has seen why: no file ends a star by such a word alone.
    """
    certificate = entry.certificate or _called_ended(entry, row)
    if certificate is None or certificate.state(today()) not in _NOT_OVER:
        return False
    said = " · ".join(dict.fromkeys(filter(None, (row.decision, row.remark))))
    return propose_revocation(certificate=certificate, by=by, source=said) is not None


def _called_ended(entry: RegisterEntry, row: RegisterRow) -> Certificate | None:
    """The certificate that a row beside its own calls ended: of its stars, number and day or year."""
    if entry.product_id is None or row.stars not in CERTIFIED:
        return None
    decision = read_decision(row.decision, on=today())
    year, _note = read_year(str(row.certified_year or ""))
    issued = decision.issued or (Period(year.first, add_months(year.last, 12)) if year else None)
    certificates = Certificate.objects.ever_verified().filter(product=entry.product_id)
    for certificate in certificates.filter(stars=row.stars):
        numbers = {fold(decision.number), fold(certificate.decision_number)} - {""}
        known = Period(certificate.issued_not_before, certificate.issued_not_after)
        if len(numbers) < 2 and (issued is None or issued.meets(known)):
            return certificate
    return None


def _is_end(row: RegisterRow) -> bool:
    return is_end(decision=row.decision, remark=row.remark, stars=row.stars)


def _extension(entry: RegisterEntry, extension: CitedDecision, by: User) -> bool:
    """Propose an extension; whether it is a new proposal."""
    certificate = entry.certificate
    if certificate is None or certificate.extended_until or certificate.revoked_on:
        return False
    proposal = propose_extension(
        certificate=certificate,
        by=by,
        source=entry.decision,
        decision_number=extension.number,
        decision_date=extension.day,
        until=extension.until,
    )
    return proposal is not None
