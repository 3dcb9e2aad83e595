"""What may be kept as the scan of a certificate: looked at, not believed by its name."""

import uuid

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 100_000_000
IMAGES = {"JPEG": "jpg", "PNG": "png"}


def check_scan(upload: UploadedFile) -> UploadedFile:
    """Return the upload under a neutral name; ValidationError unless PDF, JPEG, PNG and ≤ 10 MB.

    The ending is taken from the content, so that a page with a script cannot call itself a scan.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Scan it at 150–200 dpi."))
    ending = _ending(upload)
    if ending is None:
        raise ValidationError(_("The file is neither a PDF nor a JPEG or PNG picture."))
    upload.name = f"{uuid.uuid4().hex}.{ending}"
    return upload


def _ending(upload: UploadedFile) -> str | None:
    upload.seek(0)
    head = upload.read(5)
    upload.seek(0)
    if head == b"%PDF-":
        return "pdf"
    try:
        with Image.open(upload, formats=list(IMAGES)) as picture:
            kind, (width, height) = picture.format or "", picture.size
            picture.verify()
    except Exception:  # Pillow raises many kinds for a broken picture
        return None
    finally:
        upload.seek(0)
    return IMAGES[kind] if width * height <= MAX_PIXELS else None
