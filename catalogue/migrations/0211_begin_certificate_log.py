"""Begin the log on a database that has certificates already: their history, as events tell it."""

from collections.abc import Iterator
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.utils import timezone

from catalogue.certificate_log.content import (
    FACT_FIELDS,
    FORMAT,
    NO_HASH,
    canonical_json,
    content_hash,
    entry_hash,
)

BATCH = 1000
#: How an event of that kind leaves the facts, given what they are today.
_NOT_YET = {
    "verified": False,
    "extended_until": None,
    "revoked_on": None,
    "revocation_ground": "",
    "superseded_on": None,
    "superseded_by_id": None,
}


def fill_log(apps: Apps, schema_editor: Any = None) -> None:
    """Write an entry for every event in the order of time, then one for what no event explains.

    Takes the models of a migration. Does nothing where the log has begun.
    """
    entries = apps.get_model("catalogue", "CertificateLogEntry").objects
    if entries.exists():
        return
    previous, rows = NO_HASH, []
    for sequence, (certificate_id, kind, at, content) in enumerate(_contents(apps), start=1):
        link = entry_hash(sequence, previous, content_hash(content))
        rows.append(
            entries.model(
                sequence=sequence,
                certificate_id=certificate_id,
                kind=kind,
                at=at,
                content=content,
                previous_hash=previous,
                hash=link,
            )
        )
        previous = link
        if len(rows) == BATCH:
            entries.bulk_create(rows)
            rows = []
    entries.bulk_create(rows)


def _contents(apps: Apps) -> Iterator[tuple[int, str, Any, str]]:
    certificates = apps.get_model("catalogue", "Certificate").objects.order_by("pk")
    events = apps.get_model("catalogue", "CertificateEvent").objects.order_by("at", "pk")
    today, then, titles = {}, {}, {}
    rows = certificates.select_related("product")
    for certificate in rows.iterator(chunk_size=BATCH):
        today[certificate.pk] = _facts(certificate)
        then[certificate.pk] = today[certificate.pk] | _NOT_YET
        titles[certificate.pk] = certificate.product.title
    seen = set()
    for event in events.iterator(chunk_size=BATCH):
        pk = event.certificate_id
        seen.add(pk)
        then[pk] = then[pk] | _change(event, today[pk])
        content = _content(pk, event.kind, event.at, event.effective_on.isoformat(), titles, then)
        yield pk, event.kind, event.at, content
    moment = timezone.now()
    for pk, facts in today.items():
        if pk not in seen or then[pk] != facts:
            content = _content(pk, "recorded", moment, facts["valid_from"], titles, today)
            yield pk, "recorded", moment, content


def _facts(certificate: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"verified": certificate.verified_at is not None}
    for name in FACT_FIELDS:
        if hasattr(certificate, name):
            value = getattr(certificate, name)
            facts[name] = value.isoformat() if hasattr(value, "isoformat") else value
    return facts


def _change(event: Any, today: dict[str, Any]) -> dict[str, Any]:
    """Return the facts that an event of that kind changed."""
    day = event.effective_on.isoformat()
    return {
        "verified": {"verified": True},
        "extended": {"extended_until": day},
        "revoked": {"revoked_on": day, "revocation_ground": today["revocation_ground"]},
        "superseded": {"superseded_on": day, "superseded_by_id": today["superseded_by_id"]},
    }.get(event.kind, {})


def _content(
    pk: int,
    kind: str,
    at: Any,
    effective_on: str,
    titles: dict[int, str],
    facts: dict[int, dict[str, Any]],
) -> str:
    return canonical_json(
        {
            "format": FORMAT,
            "kind": kind,
            "at": at.isoformat(timespec="seconds"),
            "effective_on": effective_on,
            "decision": "",
            "role": "",
            "certificate": pk,
            "product": titles[pk],
            "facts": facts[pk],
            "nonce": "",
        }
    )


class Migration(migrations.Migration):

    dependencies = [("catalogue", "0210_certificate_log")]

    operations = [migrations.RunPython(fill_log, migrations.RunPython.noop, elidable=True)]
