"""The way of a register file: received, submitted, confirmed by a second person or sent back.

Reading and applying it is the worker's (`processing.py`); taking it back is in `undo.py`.
"""

import hashlib
from datetime import date
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models import Province, RegisterUpload
from catalogue.models.register_upload import HELD, UploadState
from catalogue.register.column_mappings import remember_columns, remembered_mapping
from catalogue.register.files.container import FILE_LIMIT, too_large
from catalogue.register_uploads.exceptions import SameFileHeld, UploadError
from catalogue.services.exceptions import SameActor
from catalogue.text import normalize

#: What may be submitted, and what may still be changed by whoever sends the file.
OPEN = (UploadState.READ, UploadState.REJECTED)
EDITABLE = (*OPEN, UploadState.FAILED)
DISCARDABLE = (*EDITABLE, UploadState.RECEIVED, UploadState.SUBMITTED)


def receive_file(
    *, file: File, name: str, province: Province | None, by: User, **decision: Any
) -> RegisterUpload:
    """Keep a register file under a name that nobody guesses; the worker reads it next.

    `decision`: decision_number, decision_date, signed_off, scan. Raises UploadError for an empty or
    too large file, SameFileHeld when the same file of the same province is there already.
    """
    size = file.size or 0
    if not size:
        raise UploadError(_("The file is empty."))
    if size > FILE_LIMIT:
        raise UploadError(too_large(size))
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    upload = RegisterUpload(
        name=normalize(PurePath(name).name)[:200],
        size=size,
        sha256=digest.hexdigest(),
        province=province,
        uploaded_by=by,
        uploaded_at=timezone.now(),
        mapping=remembered_mapping(province),
        **decision,
    )
    _vouch(upload, by)
    try:
        with transaction.atomic():
            _refuse_second(upload)
            file.seek(0)
            stored = f"{uuid4().hex}{PurePath(name).suffix.lower()[:6]}"
            upload.file.save(stored, file, save=False)
            upload.save()
    except IntegrityError:
        if upload.file.name:
            upload.file.storage.delete(upload.file.name)
        _refuse_second(upload)
        raise
    return upload


def _vouch(upload: RegisterUpload, by: User) -> None:
    """Keep who said first, and when, that the authority has signed the list."""
    if not upload.signed_off:
        upload.signed_off_by = upload.signed_off_at = None
    elif upload.signed_off_by_id is None:
        upload.signed_off_by, upload.signed_off_at = by, timezone.now()


def _refuse_second(upload: RegisterUpload) -> None:
    """Raise SameFileHeld when the same bytes are there for the same province."""
    same = RegisterUpload.objects.light().filter(sha256=upload.sha256, state__in=HELD)
    earlier = same.filter(province=upload.province).select_related("uploaded_by").first()
    if earlier is not None:
        day = date_format(timezone.localtime(earlier.uploaded_at), "H:i d/m/Y")
        message = _("This very file was sent on %(day)s as “%(name)s”: %(state)s.") % {
            "day": day,
            "name": earlier.name,
            "state": earlier.get_state_display(),
        }
        raise SameFileHeld(message, earlier)


def lock_upload(upload: RegisterUpload) -> RegisterUpload:
    """Hold the row until the transaction ends and return it as it is now."""
    return RegisterUpload.objects.select_for_update(of=("self",)).get(pk=upload.pk)


@transaction.atomic
def read_again(
    *,
    upload: RegisterUpload,
    by: User,
    decision_number: str,
    decision_date: date | None,
    signed_off: bool,
    scan: File | None = None,
    columns: dict[str, str] | None = None,
) -> RegisterUpload:
    """Have the file read anew with another decision or other columns.

    `columns`: heading as printed → column of the register, remembered for the next file of the
    province.

    Raises UploadError once it is submitted.
    """
    upload = _require(upload, EDITABLE, _("This file is with the second person already."))
    upload.decision_number, upload.decision_date = decision_number, decision_date
    upload.signed_off, upload.state = signed_off, UploadState.RECEIVED
    _vouch(upload, by)
    upload.attempts = 0
    if columns:
        remember_columns(chosen=columns, province=upload.province, by=by)
        upload.mapping = remembered_mapping(upload.province)
    if scan:
        upload.scan.save(str(scan.name), ContentFile(scan.read()), save=False)
    upload.save()
    return upload


@transaction.atomic
def submit_upload(*, upload: RegisterUpload, by: User) -> RegisterUpload:
    """Hand a file that was read to the second person.

    Whoever submits stands for it: it may not be confirmed by the same person. Raises UploadError
    when it was submitted already or would change nothing.
    """
    upload = _require(upload, OPEN, _("This file is with the second person already."))
    upload.state = UploadState.SUBMITTED
    upload.submitted_by, upload.submitted_at = by, timezone.now()
    upload.rejected_by, upload.rejection_reason = None, ""
    upload.save()
    return upload


@transaction.atomic
def confirm_upload(*, upload: RegisterUpload, by: User) -> RegisterUpload:
    """Let a submitted file be applied; the worker does it in its turn.

    Raises SameActor for the person who submitted it, UploadError unless it awaits confirmation.
    """
    upload = _require(
        upload, (UploadState.SUBMITTED,), _("This file does not await confirmation any more.")
    )
    if by.pk in (upload.uploaded_by_id, upload.submitted_by_id):
        raise SameActor(_("The person who sent a file may not confirm it."))
    upload.state, upload.attempts = UploadState.CONFIRMED, 0
    upload.confirmed_by, upload.confirmed_at = by, timezone.now()
    upload.save()
    return upload


@transaction.atomic
def reject_upload(*, upload: RegisterUpload, by: User, reason: str) -> RegisterUpload:
    """Send a submitted file back for a reason; raises UploadError."""
    upload = _require(
        upload, (UploadState.SUBMITTED,), _("This file does not await confirmation any more.")
    )
    if not reason.strip():
        raise UploadError({"reason": _("Say why you send it back.")})
    upload.state, upload.rejected_by = UploadState.REJECTED, by
    upload.rejection_reason = reason.strip()
    upload.save()
    return upload


@transaction.atomic
def discard_upload(*, upload: RegisterUpload) -> RegisterUpload:
    """Let go of a file that was never applied: file and rows go, that it was sent stays.

    Raises UploadError once it is confirmed.
    """
    upload = _require(upload, DISCARDABLE, _("This file has been confirmed already."))
    upload.state = UploadState.DISCARDED
    upload.save()
    upload.rows.all().delete()
    for field in (upload.file, upload.scan):
        if field.name:
            transaction.on_commit(partial(field.storage.delete, field.name), robust=True)
    return upload


def _require(
    upload: RegisterUpload, states: tuple[UploadState, ...], message: str
) -> RegisterUpload:
    locked = lock_upload(upload)
    if locked.state not in states:
        raise UploadError(message)
    return locked
