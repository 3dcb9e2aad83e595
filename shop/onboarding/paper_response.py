"""The file of a paper as an answer: for who may read it, as a download or picture, never run."""

from django.http import FileResponse, Http404

from shop.partner.models import SellerPaper

TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def paper_response(paper: SellerPaper) -> FileResponse:
    """Return the file of a paper that the asker may read; Http404 where it is gone."""
    name = str(paper.file.name or "")
    ending = name.rsplit(".", 1)[-1]
    if ending not in TYPES or not paper.file.storage.exists(name):
        raise Http404
    response = FileResponse(
        paper.file.open(),
        content_type=TYPES[ending],
        filename=f"{paper.kind}-{paper.pk}.{ending}",
        as_attachment=ending == "pdf",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
