"""What can be downloaded of a register file: the report, the file itself, its decision, the template."""

import io
from collections.abc import Iterator

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import override
from django.views.generic import View

from catalogue.models import RegisterUpload
from catalogue.models.register_upload import OutcomeKind
from catalogue.register.outcomes import RowOutcome, write_outcomes
from catalogue.register_uploads.template import write_template
from catalogue.spreadsheets import XLSX
from shop.dashboard.register_uploads.access import OwnUploadMixin


class OutcomeReportView(OwnUploadMixin, View):
    """Every row of the file with "Kết quả" and "Lý do"."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        file = io.BytesIO()
        with override("vi"):
            write_outcomes(file, list(stored_outcomes(self.upload)), stored_notes(self.upload))
        file.seek(0)
        stem = self.upload.name.rsplit(".", 1)[0]
        name = f"{stem} - kết quả.xlsx"
        return _download(FileResponse(file, as_attachment=True, filename=name, content_type=XLSX))


class FileView(OwnUploadMixin, View):
    """The file as it came."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        return _stored(self.upload.file, self.upload.name)


class DecisionScanView(OwnUploadMixin, View):
    """The scan of the signed decision."""

    def get(self, request: HttpRequest, pk: int) -> FileResponse:
        ending = str(self.upload.scan.name).rsplit(".", 1)[-1]
        return _stored(self.upload.scan, f"quyet-dinh-{self.upload.pk}.{ending}")


class TemplateFileView(View):
    """An empty register with the headings and choices that are understood."""

    def get(self, request: HttpRequest) -> FileResponse:
        file = io.BytesIO()
        with override("vi"):
            write_template(file)
        file.seek(0)
        name = "mau-so-dang-ky-ocop.xlsx"
        return _download(FileResponse(file, as_attachment=True, filename=name, content_type=XLSX))


def stored_outcomes(upload: RegisterUpload) -> Iterator[RowOutcome]:
    """Yield what became of each row, as it was kept."""
    for row in upload.rows.iterator():
        yield RowOutcome(
            OutcomeKind(row.kind),
            row.line,
            row.reason,
            sheet=row.sheet,
            product_name=row.product_name,
            producer_name=row.producer_name,
            cells=row.cells,
        )


def stored_notes(upload: RegisterUpload) -> list[tuple[str, str]]:
    """Return what was told of the file and its sheets as a whole."""
    known = upload.understood
    own = [("", note) for note in known.get("notes", ())]
    return own + [
        (sheet["name"], note) for sheet in known.get("sheets", ()) for note in sheet["notes"]
    ]


def _stored(field: FieldFile, filename: str) -> FileResponse:
    """A stored file as a download; 404 where there is none."""
    if not field.name or not field.storage.exists(field.name):
        raise Http404
    return _download(FileResponse(field.open(), as_attachment=True, filename=filename))


def _download(response: FileResponse) -> FileResponse:
    """What was uploaded never runs as a page of ours, and no cache keeps it."""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
