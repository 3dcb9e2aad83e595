"""manage.py load_reference: places, classification and categories from the shipped files."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from catalogue.reference import load_reference


class Command(BaseCommand):
    """Load the reference data; running it again changes nothing."""

    help = "Load places, classification and categories from catalogue/data (safe to repeat)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and print one line per table."""
        for loaded in load_reference():
            self.stdout.write(
                _("%(table)s: %(rows)s rows, %(created)s added, %(updated)s updated")
                % {
                    "table": loaded.table,
                    "rows": loaded.rows,
                    "created": loaded.created,
                    "updated": loaded.updated,
                }
            )
