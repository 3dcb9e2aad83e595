"""What the worker does with register files: reads them, applies those confirmed, takes them back.

Each is one transaction: a worker that is killed leaves nothing behind, and the file is taken again.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalogue.models import RegisterUpload, RegisterUploadRow
from catalogue.models.certificate_proposal import (
    CertificateProposal,
    ProposedExtension,
    ProposedRevocation,
)
from catalogue.models.register_upload import UploadState
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import ColumnsMissing, RegisterSheet
from catalogue.register.importing import import_register
from catalogue.register.outcomes import count_outcomes
from catalogue.register.report import Report
from catalogue.register.sender import Sender
from catalogue.register_uploads.exceptions import UploadError
from catalogue.register_uploads.progress import forget_progress, tell_progress
from catalogue.register_uploads.rehearsal import on_a_copy, write_briefly
from catalogue.register_uploads.undo import undo_upload

#: How often a file may bring the worker down before it is left alone.
MOST_ATTEMPTS = 3
#: Rows in one file; far more than any province has.
ROW_LIMIT = 20_000
BATCH = 1000
PROPOSALS: dict[str, type[CertificateProposal]] = {
    "revocations": ProposedRevocation,
    "extensions": ProposedExtension,
}

logger = logging.getLogger(__name__)


def process_waiting() -> None:
    """Undo what was asked for, or apply the file confirmed first, or read the one that came first."""
    uploads = RegisterUpload.objects.light()
    received = uploads.filter(state=UploadState.RECEIVED).order_by("uploaded_at", "pk")
    for waiting in (uploads.waiting_to_be_undone(), uploads.waiting_to_be_applied(), received):
        upload = waiting.first()
        if upload is not None:
            _work_on(upload, UploadState(upload.state))
            return


def _work_on(upload: RegisterUpload, state: UploadState) -> None:
    """Count the attempt, then do what the state asks for; what cannot be done is told why."""
    if upload.attempts >= MOST_ATTEMPTS:
        logger.error("register file %s: given up after %d attempts", upload.pk, upload.attempts)
        _fail(upload, state, _unusable(state))
        return
    with transaction.atomic():
        if _take(upload, state) is None:
            return
        RegisterUpload.objects.filter(pk=upload.pk).update(attempts=F("attempts") + 1)
    tell_progress(upload, 0, 0)
    try:
        _WORK[state](upload)
    except ColumnsMissing as error:
        _fail(upload, state, str(error), understood=_sheets(error.sheets))
    except RegisterFileError as error:
        _fail(upload, state, str(error))
    except UploadError as error:
        _fail(upload, state, " ".join(error.messages))
    finally:
        forget_progress(upload)


def _unusable(state: UploadState) -> str:
    with translation.override("vi"):
        if state == UploadState.UNDOING:
            return _("The file could not be undone. Its makers have been told.")
        return _("The file could not be worked through. Its makers have been told; send it as CSV.")


def _take(upload: RegisterUpload, state: UploadState) -> RegisterUpload | None:
    """Hold the row; None when another worker has it, or when it is elsewhere by now."""
    rows = RegisterUpload.objects.select_for_update(skip_locked=True, of=("self",))
    return rows.filter(pk=upload.pk, state=state).first()


def _fail(upload: RegisterUpload, state: UploadState, why: str, *, understood: Any = None) -> None:
    """Set a file aside; what is known of its sheets stays, so that columns may be chosen.

    What cannot be undone is applied as before.
    """
    rows = RegisterUpload.objects.filter(pk=upload.pk, state=state)
    if state == UploadState.UNDOING:
        rows.update(state=UploadState.APPLIED, undone_by=None, error=why, attempts=0)
        return
    rows.update(state=UploadState.FAILED, error=why, understood=understood or {})


def _sender(upload: RegisterUpload) -> Sender:
    """Who stands for the rows: the two people, the province and the decision of the whole file."""
    decided = upload.decision_date
    decision = ""
    if upload.decision_number and decided:
        decision = f"{upload.decision_number} ({decided:%d/%m/%Y})"
    return Sender(
        entered_by=upload.submitted_by if upload.confirmed_by else None,
        confirmed_by=upload.confirmed_by,
        province=upload.province,
        decision=decision,
        decision_year=decided.year if decided else None,
        mapping=upload.mapping,
        row_limit=ROW_LIMIT,
    )


def _import(upload: RegisterUpload, *, check: bool) -> Report:
    return import_register(
        Path(upload.file.path),
        check=check,
        sender=_sender(upload),
        signed_off=upload.signed_off,
        progress=lambda done, total: tell_progress(upload, done, total),
    )


def _preview(upload: RegisterUpload) -> None:
    """Work everything out as if it were applied, write nothing but what it would do."""
    with on_a_copy():
        report = _import(upload, check=True)
    write_briefly(upload, partial(_write_preview, upload, report))


@transaction.atomic
def _write_preview(upload: RegisterUpload, report: Report) -> None:
    held = _take(upload, UploadState.RECEIVED)
    if held is None:
        return
    _write_rows(held, report, {}, check=True)
    held.counts = count_outcomes(report.outcomes)
    held.understood = _understood(report)
    held.state, held.read_at = UploadState.READ, timezone.now()
    held.attempts, held.error = 0, ""
    held.save()


def _apply(upload: RegisterUpload) -> None:
    write_briefly(upload, partial(_write_books, upload))


def _undo(upload: RegisterUpload) -> None:
    def undo() -> None:
        with translation.override("vi"):
            undo_upload(upload=upload, progress=partial(tell_progress, upload))

    write_briefly(upload, undo)


@transaction.atomic
def _write_books(upload: RegisterUpload) -> None:
    """Write the file's rows into the books and what came of them beside it, or nothing at all."""
    held = _take(upload, UploadState.CONFIRMED)
    if held is None:
        return
    previewed = dict(held.rows.values_list("position", "kind"))
    proposed_before = {name: _last_key(model) for name, model in PROPOSALS.items()}
    report = _import(held, check=False)
    held.differences = _write_rows(held, report, previewed, check=False)
    held.counts = count_outcomes(report.outcomes)
    held.journal = _journal(report) | {"proposals": _proposed_since(held, proposed_before)}
    held.state, held.applied_at = UploadState.APPLIED, timezone.now()
    held.save()


_WORK: dict[UploadState, Callable[[RegisterUpload], None]] = {
    UploadState.RECEIVED: _preview,
    UploadState.CONFIRMED: _apply,
    UploadState.UNDOING: _undo,
}


def _understood(report: Report) -> dict[str, Any]:
    """What was made of the file, sheet by sheet."""
    file = report.file
    return {**_sheets(file.sheets), "lines": report.lines, "notes": list(file.notes)}


def _sheets(sheets: Sequence[RegisterSheet]) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "name": sheet.name,
                "header_row": sheet.header_row,
                "columns": [[each.letter, each.heading, each.column] for each in sheet.columns],
                "notes": sheet.notes,
                "rows": {str(fate.value): count for fate, count in sheet.fates.items()},
            }
            for sheet in sheets
        ]
    }


def _last_key(model: type[CertificateProposal]) -> int:
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


def _proposed_since(upload: RegisterUpload, before: dict[str, int]) -> dict[str, list[int]]:
    """The proposals that came with the file: of its sender, and newer than what there was."""
    return {
        name: list(
            model.objects.filter(pk__gt=before[name], proposed_by=upload.submitted_by).values_list(
                "pk", flat=True
            )
        )
        for name, model in PROPOSALS.items()
    }


def _journal(report: Report) -> dict[str, Any]:
    """What undoing needs: keys of what was made, former values of what was changed."""
    return {
        "entries": {
            "made": sorted(report.entries.made),
            "before": _dateless(report.entries.before),
        },
        "products": {"made": report.products.made, "before": report.products.before},
        "certificates": {
            "made": report.certificates.made,
            "dated": _dateless(
                {
                    key: before
                    for key, before in report.certificates.before.items()
                    if "superseded_by" not in before
                }
            ),
        },
    }


def _dateless(before: dict[Any, dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    return {
        key: {name: _plain(value) for name, value in values.items()}
        for key, values in before.items()
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _write_rows(
    upload: RegisterUpload, report: Report, previewed: dict[int, str], *, check: bool
) -> int:
    """Write the outcomes anew; return how many differ from the preview.

    What was made for a check only is gone again and cannot be linked.
    """
    unmade_products = set(report.products.made) if check else set()
    unmade_certificates = set(report.certificates.made) if check else set()
    rows, differences = [], 0
    for position, outcome in enumerate(report.outcomes):
        before = previewed.get(position, outcome.kind)
        differences += before != outcome.kind
        row = RegisterUploadRow(
            upload=upload,
            position=position,
            sheet=outcome.sheet[:120],
            line=outcome.line,
            kind=outcome.kind,
            previewed_as=before if before != outcome.kind else "",
            product_name=outcome.product_name[:255],
            producer_name=outcome.producer_name[:255],
            reason=outcome.reason,
            cells=outcome.cells,
        )
        if outcome.product_id not in unmade_products:
            row.product_id = outcome.product_id
        if outcome.certificate_id not in unmade_certificates:
            row.certificate_id = outcome.certificate_id
        rows.append(row)
    upload.rows.all().delete()
    RegisterUploadRow.objects.bulk_create(rows, batch_size=BATCH)
    return differences
