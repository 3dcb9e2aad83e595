"""A person's data as one file to keep: for software as JSON, for people as a page."""

import json
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string
from django.utils.translation import get_language

from catalogue.clock import VIETNAM, now
from shop.customer.privacy.export import export_of
from shop.customer.privacy.tables import tables_of
from shop.users.models import User

DATA, PAGE = "du-lieu.json", "du-lieu.html"


def archive_of(user: User) -> bytes:
    """Return a ZIP of everything the shop holds about the account; the page is in the active language.

    Reviews have no pictures, so there are no other files.
    """
    moment = now().astimezone(VIETNAM)
    context = {"tables": tables_of(user), "language": get_language(), "moment": moment}
    files = {
        DATA: json.dumps(export_of(user), ensure_ascii=False, indent=2),
        PAGE: render_to_string("files/your_data.html", context),
    }
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, text in files.items():
            entry = ZipInfo(name, moment.timetuple()[:6])
            archive.writestr(entry, text, compress_type=ZIP_DEFLATED)
    return packed.getvalue()
