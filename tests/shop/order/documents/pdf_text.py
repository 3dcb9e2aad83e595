"""The words of a PDF as a reader sees them, without the breaks of lines."""

from io import BytesIO

from pypdf import PdfReader


def text_of(data: bytes) -> str:
    """Return the text of all pages, spaces made one."""
    pages = PdfReader(BytesIO(data)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
