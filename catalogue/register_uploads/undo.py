"""Taking a whole register file back, as long as nothing was built on it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.account import User
from catalogue.certificate_log.writing import LoggedEvent, log_events
from catalogue.clock import today
from catalogue.models import Certificate, CertificateEvent, Product, RegisterEntry, RegisterUpload
from catalogue.models.certificate import EventKind
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.certificate_proposal import (
    ProposalState,
    ProposedExtension,
    ProposedRevocation,
)
from catalogue.models.register_upload import UploadState
from catalogue.register.entries import FIELDS
from catalogue.register.products import OWNED
from catalogue.register_uploads.exceptions import UploadError
from catalogue.register_uploads.services import lock_upload
from catalogue.services.certificates_bulk import take_back_in_bulk
from catalogue.services.issue_dates import DATES
from catalogue.signals import products_changed

BATCH = 500
#: What points at a product without anybody having built on it.
_NOT_BUILT = {"analytics", "basket", "catalogue", "customer", "search", "wishlists"}
_BUILT_IN_CATALOGUE = {"labelstatement", "productimage", "starreport", "takedown"}


def find_blockers(upload: RegisterUpload) -> list[str]:
    """Say what was built on an applied file, in sentences; none means that it can be undone."""
    journal, applied_at = upload.journal, upload.applied_at
    if upload.state != UploadState.APPLIED or applied_at is None or not journal:
        return [_("This file is not applied.")]
    found = (
        (_later_files(upload), _later),
        (_used_products(journal, applied_at), _used),
        (_moved_certificates(journal), _moved),
        (_confirmed_proposals(journal), _confirmed),
    )
    return [sentence(len(keys)) for keys, sentence in found if keys]


def _later(n: int) -> str:
    return ngettext(
        "%(n)d later file has changed the same rows; undo that one first.",
        "%(n)d later files have changed the same rows; undo those first.",
        n,
    ) % {"n": n}


def _used(n: int) -> str:
    return ngettext(
        "%(n)d product of this file was ordered, reviewed, priced or edited since.",
        "%(n)d products of this file were ordered, reviewed, priced or edited since.",
        n,
    ) % {"n": n}


def _moved(n: int) -> str:
    return ngettext(
        "%(n)d certificate of this file was extended, revoked, corrected or followed by another since.",
        "%(n)d certificates of this file were extended, revoked, corrected or followed by others since.",
        n,
    ) % {"n": n}


def _confirmed(n: int) -> str:
    return ngettext(
        "%(n)d withdrawal or extension that this file named is confirmed.",
        "%(n)d withdrawals or extensions that this file named are confirmed.",
        n,
    ) % {"n": n}


def _later_files(upload: RegisterUpload) -> set[int]:
    own = _entry_keys(upload.journal)
    later = RegisterUpload.objects.filter(
        state=UploadState.APPLIED, applied_at__gte=upload.applied_at
    ).exclude(pk=upload.pk)
    return {each.pk for each in later.iterator() if own & _entry_keys(each.journal)}


def _entry_keys(journal: dict[str, Any]) -> set[str]:
    entries = journal.get("entries", {})
    return {*entries.get("made", ()), *entries.get("before", {})}


def _used_products(journal: dict[str, Any], applied_at: datetime) -> set[int]:
    """Products that something refers to by now, or that somebody has edited."""
    made = journal["products"]["made"]
    touched = [*made, *map(int, journal["products"]["before"])]
    used: set[int] = set()
    undone = RegisterUpload.objects.filter(state=UploadState.UNDONE, undone_at__gt=applied_at)
    undoings = [moment for moment in undone.values_list("undone_at", flat=True) if moment]
    for batch in _batches(touched):
        edited = Product.objects.filter(pk__in=batch, date_updated__gt=applied_at)
        edited = edited.exclude(date_updated__in=undoings)
        used |= set(edited.values_list("pk", flat=True))
    for batch in _batches(made):
        for rows, field in _built_on_products():
            built = rows.filter(**{f"{field}__in": batch})
            used |= set(built.values_list(field, flat=True))
    return used


def _built_on_products() -> Iterator[tuple[QuerySet, str]]:
    """Every table that refers to products, but for those that the register itself writes."""
    for relation in Product._meta.related_objects:
        model = relation.related_model
        label, name = model._meta.app_label, model._meta.model_name
        if label not in _NOT_BUILT or name in _BUILT_IN_CATALOGUE:
            yield model._base_manager.all(), relation.field.name


def _moved_certificates(journal: dict[str, Any]) -> set[int]:
    """Certificates to which something happened since, or beside which another waits."""
    moved: set[int] = set()
    made = set(journal["certificates"]["made"])
    kinds = (EventKind.EXTENDED, EventKind.REVOKED, EventKind.CORRECTED)
    for batch in _batches(journal["certificates"]["made"]):
        events = CertificateEvent.objects.filter(certificate__in=batch, kind__in=kinds)
        moved |= set(events.values_list("certificate", flat=True))
        followed = Certificate.objects.filter(pk__in=batch, superseded_on__isnull=False)
        successors = followed.values_list("pk", "superseded_by")
        moved |= {pk for pk, successor in successors if successor not in made}
        products = Certificate.objects.filter(pk__in=batch).values("product")
        newer = Certificate.objects.awaiting_verification().filter(product__in=products)
        moved |= set(newer.values_list("pk", flat=True))
    return moved


def _confirmed_proposals(journal: dict[str, Any]) -> set[int]:
    """Proposals of the file that a second person has taken up: legal acts of their own."""
    confirmed: set[int] = set()
    for model, keys in _proposals(journal):
        rows = model.objects.filter(pk__in=keys, state=ProposalState.CONFIRMED)
        confirmed |= set(rows.values_list("pk", flat=True))
    return confirmed


def _proposals(
    journal: dict[str, Any],
) -> list[tuple[type[ProposedRevocation] | type[ProposedExtension], list[int]]]:
    proposals = journal.get("proposals", {})
    return [
        (ProposedRevocation, proposals.get("revocations", [])),
        (ProposedExtension, proposals.get("extensions", [])),
    ]


@transaction.atomic
def undo_upload(*, upload: RegisterUpload, by: User) -> RegisterUpload:
    """Take everything back that an applied file did; raises UploadError when something was built on it.

    Certificates are taken back, not deleted: their history says so. Products that the file brought
    stay without a certificate, which nobody sees, and are found again by the next file.
    """
    upload = lock_upload(upload)
    blockers = find_blockers(upload)
    if blockers:
        raise UploadError(blockers)
    journal = upload.journal
    certificates = [
        certificate
        for batch in _batches(journal["certificates"]["made"])
        for certificate in Certificate.objects.filter(pk__in=batch)
    ]
    for model, keys in _proposals(journal):
        model.objects.open().filter(pk__in=keys).delete()
    _restore_entries(journal["entries"])
    take_back_in_bulk(
        certificates=certificates,
        by=by,
        reason=_("Register file “%(name)s” was undone.") % {"name": upload.name},
    )
    _restore_dates(journal["certificates"].get("dated", {}), by)
    upload.state, upload.undone_by, upload.undone_at = UploadState.UNDONE, by, timezone.now()
    upload.save()
    _restore_products(journal["products"]["before"], upload.undone_at)
    return upload


def _restore_entries(entries: dict[str, Any]) -> None:
    """New entries go; changed ones say and lead to what they did before."""
    for batch in _batches(entries["made"]):
        RegisterEntry.objects.filter(key__in=batch).delete()
    before = entries["before"]
    restored = []
    for batch in _batches(before):
        for entry in RegisterEntry.objects.filter(key__in=batch):
            for name, value in before[entry.key].items():
                setattr(entry, name, _as_stored(RegisterEntry, name, value))
            restored.append(entry)
    names = [*FIELDS, "folded", "product", "certificate"]
    RegisterEntry.objects.bulk_update(restored, names, batch_size=100)


def _restore_dates(before: dict[str, Any], by: User) -> None:
    """Certificates that the file dated better have the dates of before; the log says so."""
    for batch in _batches(before):
        dated = list(Certificate.objects.filter(pk__in=batch))
        for certificate in dated:
            for name, value in before[str(certificate.pk)].items():
                setattr(certificate, name, _as_stored(Certificate, name, value))
        Certificate.objects.bulk_update(dated, DATES, batch_size=BATCH)
        events = [
            LoggedEvent(certificate, LogEntryKind.CORRECTED, today()) for certificate in dated
        ]
        log_events(events=events, by=by)


def _restore_products(before: dict[str, Any], moment: datetime) -> None:
    """Products say again what they said, in the fields that a register decides."""
    restored = []
    for batch in _batches(before):
        for product in Product.objects.filter(pk__in=batch):
            for name, value in before[str(product.pk)].items():
                setattr(product, name, value)
            product.date_updated = moment
            restored.append(product)
    names = [name.removesuffix("_id") for name in OWNED]
    Product.objects.bulk_update(restored, [*names, "date_updated"], batch_size=BATCH)
    products_changed.send(Product, ids=[product.pk for product in restored])


def _as_stored(model: type[Model], name: str, value: Any) -> Any:
    """Return a value of the journal as the field has it: days are days again."""
    field = model._meta.get_field(name.removesuffix("_id"))
    return field.to_python(value) if isinstance(field, Field) and not field.is_relation else value


def _batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    wanted = list(keys)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
