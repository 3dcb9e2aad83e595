"""Checking the log: is every link whole, and does every certificate stand as its last entry says?"""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from catalogue.certificate_log.content import (
    NO_HASH,
    certificate_facts,
    content_hash,
    entry_hash,
)
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_log import CertificateLogEntry

BATCH = 2000


@dataclass(frozen=True, slots=True)
class LogHead:
    """The end of the chain: how many entries, and the hash that stands for all of them."""

    sequence: int
    hash: str

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"


@dataclass(frozen=True, slots=True)
class LogCheck:
    """The outcome of a check; `fault` is empty when all is well, else one plain sentence."""

    head: LogHead
    certificates: int
    fault: str


def log_head() -> LogHead:
    """Return the end of the chain as it is stored, without checking it."""
    head = CertificateLogEntry.objects.order_by("-sequence").values_list("sequence", "hash").first()
    return LogHead(*head) if head else LogHead(0, NO_HASH)


def check_log(*, anchor: LogHead | None = None) -> LogCheck:
    """Check all links, then every certificate against its last entry, and an anchor kept elsewhere.

    Stops at the first fault.
    """
    head, fault = LogHead(0, NO_HASH), ""
    latest: dict[int, str] = {}
    entries = CertificateLogEntry.objects.order_by("sequence")
    for entry in entries.iterator(chunk_size=BATCH):
        fault = _link_fault(entry, head) or _anchor_fault(entry, anchor)
        if fault:
            return LogCheck(head, len(latest), fault)
        head = LogHead(entry.sequence, entry.hash)
        latest[entry.certificate_id] = entry.content
    if anchor is not None and anchor.sequence > head.sequence:
        fault = _(
            "The log ends with entry %(last)d, but the anchor names entry %(anchor)d: "
            "entries were taken away."
        ) % {"last": head.sequence, "anchor": anchor.sequence}
    return LogCheck(head, len(latest), fault or _certificates_fault(latest))


def _link_fault(entry: CertificateLogEntry, before: LogHead) -> str:
    if entry.sequence != before.sequence + 1:
        return _("Entry %(number)d is missing from the log.") % {"number": before.sequence + 1}
    if entry.previous_hash != before.hash:
        return _("Entry %(number)d is not bound to the entry before it.") % {
            "number": entry.sequence
        }
    if entry.hash != entry_hash(entry.sequence, before.hash, content_hash(entry.content)):
        return _("Entry %(number)d was changed after it had been written.") % {
            "number": entry.sequence
        }
    return ""


def _anchor_fault(entry: CertificateLogEntry, anchor: LogHead | None) -> str:
    if anchor is None or entry.sequence != anchor.sequence or entry.hash == anchor.hash:
        return ""
    return _("Entry %(number)d has another hash than the anchor: the log was written anew.") % {
        "number": entry.sequence
    }


def _certificates_fault(latest: dict[int, str]) -> str:
    """Compare what certificates are with what the log says of them last."""
    certificates = Certificate.objects.order_by("pk")
    for certificate in certificates.iterator(chunk_size=BATCH):
        content = latest.pop(certificate.pk, None)
        if content is None:
            return _("Certificate %(id)d stands in no entry of the log.") % {"id": certificate.pk}
        different = _differences(certificate, json.loads(content)["facts"])
        if different:
            return _("Certificate %(id)d was changed without an entry in the log: %(fields)s.") % {
                "id": certificate.pk,
                "fields": ", ".join(different),
            }
    if latest:
        return _("Certificate %(id)d stands in the log and is gone.") % {"id": min(latest)}
    return ""


def _differences(certificate: Certificate, logged: dict[str, Any]) -> list[str]:
    """Facts that the certificate and its last entry both know and do not agree on."""
    present = certificate_facts(certificate)
    return [name for name in logged if name in present and present[name] != logged[name]]
