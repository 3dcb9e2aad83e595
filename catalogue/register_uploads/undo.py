"""Taking a whole register file back, as long as nothing was built on it.

Asked for at the desk, done by the worker: `processing.py` calls `undo_upload()`.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Field, Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.account import User
from catalogue.batches import in_batches, update_rows
from catalogue.certificate_log.entries import LoggedEvent, log_events, log_written_last
from catalogue.clock import today
from catalogue.models import Certificate, Product, RegisterEntry, RegisterUpload
from catalogue.models.certificate_log import LogEntryKind
from catalogue.models.register_upload import UploadState
from catalogue.register.entries import FIELDS
from catalogue.register.products import OWNED
from catalogue.register_uploads.built_on import find_blockers
from catalogue.register_uploads.exceptions import UploadError
from catalogue.register_uploads.journal import proposals
from catalogue.register_uploads.services import lock_upload
from catalogue.services.certificates_bulk import take_back_in_bulk
from catalogue.services.issue_dates import DATES
from catalogue.signals import products_changed

Progress = Callable[[int, int], None]


def foretell_undo(upload: RegisterUpload) -> list[str]:
    """Say in sentences what undoing an applied file would do, by its journal."""
    journal = upload.journal
    made = set(journal["certificates"]["made"])
    replaced = {
        pk
        for batch in in_batches(made)
        for pk in Certificate.objects.filter(superseded_by__in=batch).values_list("pk", flat=True)
    }
    waiting = sum(
        model.objects.open().filter(pk__in=keys).count() for model, keys in proposals(journal)
    )
    return tell_undo(_numbers(journal, restored=len(replaced - made), proposals=waiting))


def _numbers(journal: dict[str, Any], **counted: int) -> dict[str, int]:
    """Return what undoing does in numbers: those that the journal tells, and those counted."""
    entries, products = journal["entries"], journal["products"]
    return {
        "certificates": len(journal["certificates"]["made"]),
        "dated": len(journal["certificates"].get("dated", {})),
        "products": len(products["before"]),
        "entries": len(entries["made"]) + len(entries["before"]),
        "kept": len(products["made"]),
        **counted,
    }


def tell_undo(numbers: Mapping[str, int]) -> list[str]:
    """Return what undoing does, or did, one sentence for each number that is not nought."""
    return [say(n) % {"n": n} for name, say in _TOLD.items() if (n := numbers.get(name, 0))]


_TOLD: dict[str, Callable[[int], str]] = {
    "certificates": lambda n: ngettext(
        "%(n)d certificate is taken back: no star stands on it any more.",
        "%(n)d certificates are taken back: no star stands on them any more.",
        n,
    ),
    "restored": lambda n: ngettext(
        "%(n)d certificate that the file had replaced counts again.",
        "%(n)d certificates that the file had replaced count again.",
        n,
    ),
    "dated": lambda n: ngettext(
        "%(n)d certificate has the dates of before again.",
        "%(n)d certificates have the dates of before again.",
        n,
    ),
    "products": lambda n: ngettext(
        "%(n)d product says again what it said before.",
        "%(n)d products say again what they said before.",
        n,
    ),
    "entries": lambda n: ngettext(
        "%(n)d row of the register goes or says again what it said.",
        "%(n)d rows of the register go or say again what they said.",
        n,
    ),
    "proposals": lambda n: ngettext(
        "%(n)d proposal that awaits a second person is dropped.",
        "%(n)d proposals that await a second person are dropped.",
        n,
    ),
    "kept": lambda n: ngettext(
        "%(n)d product that the file brought stays in the books without a star; nobody sees it.",
        "%(n)d products that the file brought stay in the books without a star; nobody sees them.",
        n,
    ),
}


@transaction.atomic
def request_undo(*, upload: RegisterUpload, by: User) -> RegisterUpload:
    """Have the worker take an applied file back; raises UploadError when something was built on it."""
    upload = lock_upload(upload)
    if upload.state != UploadState.APPLIED:
        raise UploadError(_("This file is not applied."))
    if blockers := find_blockers(upload):
        raise UploadError(blockers)
    upload.state, upload.undone_by = UploadState.UNDOING, by
    upload.attempts, upload.error = 0, ""
    upload.save()
    return upload


@transaction.atomic
def undo_upload(*, upload: RegisterUpload, progress: Progress | None = None) -> RegisterUpload:
    """Take everything back that a file did whose undoing was asked for; the worker's part.

    Raises UploadError when something was built on it meanwhile. Certificates are taken back, not
    deleted: their history says so. Products that the file brought stay without a certificate, which
    nobody sees, and are found again by the next file.
    """
    upload, by = lock_upload(upload), upload.undone_by
    if upload.state != UploadState.UNDOING or by is None:
        raise UploadError(_("This file is not applied."))
    if blockers := find_blockers(upload):
        raise UploadError(blockers)
    journal = upload.journal
    dropped = sum(
        model.objects.open().filter(pk__in=keys).delete()[0] for model, keys in proposals(journal)
    )
    _restore_entries(journal["entries"])
    restored = _take_back(upload, by, progress or (lambda done, total: None))
    _restore_dates(journal["certificates"].get("dated", {}), by)
    upload.undone = _numbers(journal, restored=restored, proposals=dropped)
    upload.state, upload.undone_at, upload.attempts = UploadState.UNDONE, timezone.now(), 0
    upload.save()
    _restore_products(journal["products"]["before"], upload.undone_at)
    return upload


def _take_back(upload: RegisterUpload, by: User, progress: Progress) -> int:
    """Take back the certificates that came with the file; return how many others count again."""
    made = upload.journal["certificates"]["made"]
    reason = _("Register file “%(name)s” was undone.") % {"name": upload.name}
    done = restored = 0
    with log_written_last():
        for batch in in_batches(made):
            certificates = list(Certificate.objects.filter(pk__in=batch).order_by("pk"))
            restored += take_back_in_bulk(certificates=certificates, by=by, reason=reason)
            done += len(batch)
            progress(done, len(made))
    return restored


def _restore_entries(entries: dict[str, Any]) -> None:
    """New entries go; changed ones say and lead to what they did before."""
    for batch in in_batches(entries["made"]):
        RegisterEntry.objects.filter(key__in=batch).delete()
    before = entries["before"]
    restored = []
    for batch in in_batches(before):
        for entry in RegisterEntry.objects.filter(key__in=batch):
            for name, value in before[entry.key].items():
                setattr(entry, name, _as_stored(RegisterEntry, name, value))
            restored.append(entry)
    names = [*FIELDS, "folded", "product", "certificate"]
    update_rows(restored, names)


def _restore_dates(before: dict[str, Any], by: User) -> None:
    """Certificates that the file dated better have the dates of before; the log says so."""
    for batch in in_batches(before):
        dated = list(Certificate.objects.filter(pk__in=batch))
        for certificate in dated:
            for name, value in before[str(certificate.pk)].items():
                setattr(certificate, name, _as_stored(Certificate, name, value))
        update_rows(dated, DATES)
        events = [
            LoggedEvent(certificate, LogEntryKind.CORRECTED, today()) for certificate in dated
        ]
        log_events(events=events, by=by)


def _restore_products(before: dict[str, Any], moment: datetime) -> None:
    """Products say again what they said, in the fields that a register decides."""
    restored = []
    for batch in in_batches(before):
        for product in Product.objects.filter(pk__in=batch):
            for name, value in before[str(product.pk)].items():
                setattr(product, name, value)
            product.date_updated = moment
            restored.append(product)
    names = [name.removesuffix("_id") for name in OWNED]
    update_rows(restored, [*names, "date_updated"])
    products_changed.send(Product, ids=[product.pk for product in restored])


def _as_stored(model: type[Model], name: str, value: Any) -> Any:
    """Return a value of the journal as the field has it: days are days again."""
    field = model._meta.get_field(name.removesuffix("_id"))
    return field.to_python(value) if isinstance(field, Field) and not field.is_relation else value
