"""The file of a paper as an answer: for who may read it, as a download or picture, never run."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def paper_response(file: FieldFile, title: str) -> FileResponse:
    """Return a file that the asker may read, called `title`; Http404 where it is gone."""
    name = str(file.name or "")
    ending = name.rsplit(".", 1)[-1]
    if ending not in TYPES or not file.storage.exists(name):
        raise Http404
    response = FileResponse(
        file.open(),
        content_type=TYPES[ending],
        filename=f"{title}.{ending}",
        as_attachment=ending == "pdf",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
