"""The log for everybody: page by page, and every entry as one line of JSON."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.core.paginator import Page, Paginator

from catalogue.certificate_log.content import content_hash
from catalogue.models import CertificateLogEntry
from catalogue.paths import certificate_path

PAGE_SIZE = 50
CHUNK = 2000
#: The program that checks a download; the page shows it and offers it as a file.
SCRIPT = Path(__file__).with_name("verify_log.py")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry as the page shows it; without `title` its content may not be published."""

    sequence: int
    label: str
    recorded_at: datetime
    effective_on: date | None
    title: str
    url: str
    hash: str


def ledger_page(number: str | None) -> tuple[Page, list[LedgerRow]]:
    """Return a page of the log, the newest first; an invalid number gives the nearest page."""
    entries = CertificateLogEntry.objects.with_disclosure().select_related("certificate")
    page = Paginator(entries.order_by("-sequence"), PAGE_SIZE).get_page(number)
    return page, [_row(entry) for entry in page.object_list]


def _row(entry: CertificateLogEntry) -> LedgerRow:
    content = json.loads(entry.content) if entry.is_disclosed else {}
    return LedgerRow(
        sequence=entry.sequence,
        label=entry.get_kind_display() if content else "",
        recorded_at=entry.at,
        effective_on=date.fromisoformat(content["effective_on"]) if content else None,
        title=content.get("product", ""),
        url=certificate_path(entry.certificate.public_id) if content else "",
        hash=entry.hash,
    )


def ledger_lines(first: int = 1) -> Iterator[str]:
    """Write every entry from that number on as a line of JSON, the first first.

    Where a content may not be published its hash stands alone: the chain can be checked all the
    same.
    """
    entries = CertificateLogEntry.objects.with_disclosure().filter(sequence__gte=first)
    for entry in entries.order_by("sequence").iterator(chunk_size=CHUNK):
        line = {
            "sequence": entry.sequence,
            "previous_hash": entry.previous_hash,
            "content_hash": content_hash(entry.content),
            "content": entry.content if entry.is_disclosed else None,
            "hash": entry.hash,
        }
        yield json.dumps(line, ensure_ascii=False) + "\n"
