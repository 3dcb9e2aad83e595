"""What happened to a certificate, as the log has it, in words."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from catalogue.models import Certificate, CertificateLogEntry
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.certificate_terms import RevocationGround
from theme.formats import vn_date


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """One entry of the log about one certificate; `sequence` is its number there."""

    sequence: int
    kind: str
    label: str
    effective_on: date
    recorded_at: datetime
    decision: str
    detail: str
    hash: str


def certificate_history(certificate: Certificate) -> list[HistoryItem]:
    """Return what the log tells of a certificate, the first first.

    That it was submitted is left out: until it was verified it was nobody's star.
    """
    entries = certificate.log_entries.exclude(kind=LogEntryKind.SUBMITTED).order_by("sequence")
    return [_item(entry) for entry in entries]


def _item(entry: CertificateLogEntry) -> HistoryItem:
    content = json.loads(entry.content)
    facts = content["facts"]
    decision = content["decision"] or (
        facts["decision_number"] if entry.kind == LogEntryKind.VERIFIED else ""
    )
    return HistoryItem(
        sequence=entry.sequence,
        kind=entry.kind,
        label=entry.get_kind_display(),
        effective_on=date.fromisoformat(content["effective_on"]),
        recorded_at=entry.at,
        decision=decision,
        detail=_detail(entry.kind, facts),
        hash=entry.hash,
    )


def _detail(kind: str, facts: dict) -> str:
    if kind == LogEntryKind.EXTENDED and facts["extended_until"]:
        day = date.fromisoformat(facts["extended_until"])
        return _("until %(day)s, while its re-assessment is pending") % {"day": vn_date(day)}
    if kind == LogEntryKind.REVOKED and facts["revocation_ground"]:
        return str(RevocationGround(facts["revocation_ground"]).label)
    if kind in (LogEntryKind.VERIFIED, LogEntryKind.RECORDED, LogEntryKind.CORRECTED):
        return _("%(stars)d stars, in force from %(first)s to %(last)s") % {
            "stars": facts["stars"],
            "first": vn_date(date.fromisoformat(facts["valid_from"])),
            "last": vn_date(date.fromisoformat(facts["extended_until"] or facts["valid_until"])),
        }
    return ""
