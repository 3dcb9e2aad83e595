"""Whether a file is a whole PDF, by its content."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

HEAD, END = b"%PDF-", b"%%EOF"
#: Bytes at the end in which every whole PDF says that it ends (ISO 32000-1, 7.5.5, and some slack).
TAIL = 2048

NO_PDF = _("The file is no PDF.")
CUT_OFF = _("Only a part of this PDF arrived, or the file is damaged. Please send it again.")


def is_pdf(file: File) -> bool:
    """Whether it begins like one."""
    file.seek(0)
    head = file.read(len(HEAD))
    file.seek(0)
    return head == HEAD


def check_pdf(file: File) -> None:
    """Raise ValidationError unless the file begins and ends like a PDF; nothing in it is run."""
    if not is_pdf(file):
        raise ValidationError(NO_PDF, code="unknown")
    file.seek(max(0, (file.size or 0) - TAIL))
    tail = file.read(TAIL)
    file.seek(0)
    if END not in tail:
        raise ValidationError(CUT_OFF, code="broken")
