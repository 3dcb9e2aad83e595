"""Brings uploaded files into order: after an update of the code, and every night."""

from typing import Any

from django.core.management.base import BaseCommand

from catalogue.image_renditions import make_missing
from catalogue.photos.cleaning import clean_photos, forget_orphans
from catalogue.photos.pending import forget_pending, forget_pending_files
from catalogue.private_storage import ONCE_PUBLIC, take_private
from cms.uploads import forget_uploads


class Command(BaseCommand):
    """`manage.py tidy_uploads`: safe to run at any time, and again."""

    help = (
        "Moves scans into PRIVATE_ROOT, takes place and camera out of photographs stored long ago,"
        " makes their sizes, deletes uploads that nobody came back for."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how much there was to do."""
        moved = sum(len(take_private(folder)) for folder in ONCE_PUBLIC)
        cleaned = 0
        for old, new in clean_photos():
            cleaned += bool(new)
            if not new:
                self.stderr.write(f"{old}: cannot be read; kept in PRIVATE_ROOT/refused")
        made = sum(1 for _name in make_missing())
        forgotten = forget_pending() + forget_pending_files() + forget_uploads() + forget_orphans()
        self.stdout.write(
            f"{moved} scans moved, {cleaned} photographs cleaned, {made} sized, {forgotten} uploads deleted"
        )
