"""What may be kept as the scan of a certificate: looked at, not believed by its name."""

import uuid

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from catalogue.pdf import check_pdf, is_pdf
from catalogue.photos.acceptance import check_photo
from catalogue.photos.forms import KeptFileField

MAX_BYTES = 10 * 1024 * 1024
IMAGES = {"JPEG": "jpg", "PNG": "png"}


class ScanField(KeptFileField):
    """A scan: stored as it came, for it is evidence, and shown to nobody but officers."""

    accept = "application/pdf,image/jpeg,image/png"

    def take(self, upload: File) -> File:
        return check_scan(upload)


def check_scan(upload: File) -> File:
    """Return the upload under a neutral name; ValidationError unless PDF, JPEG, PNG and ≤ 10 MB.

    The ending is taken from the content, so that a page with a script cannot call itself a scan,
    and the content is read to its end, so that half an upload is none.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Scan it at 150–200 dpi."))
    if is_pdf(upload):
        check_pdf(upload)
        ending = "pdf"
    else:
        ending = IMAGES.get(check_photo(upload), "")
        if not ending:
            raise ValidationError(_("The file is neither a PDF nor a JPEG or PNG picture."))
    upload.name = f"{uuid.uuid4().hex}.{ending}"
    return upload
