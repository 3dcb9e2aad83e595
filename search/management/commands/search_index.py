"""manage.py search_index build|update: the words products are found by."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.progress import Progress

from catalogue.models import Product
from search.indexing import missing_entries, reindex, reindex_all


class Command(BaseCommand):
    """Write search entries; safe to repeat while the shop is open."""

    help = "Write the search index: build writes every entry anew, update adds the missing ones."

    def add_arguments(self, parser) -> None:
        """Take what to do."""
        parser.add_argument("action", choices=["build", "update"])

    def handle(self, *args, action: str, verbosity: int = 1, **options) -> None:
        """Do it and say how many entries were written."""
        written = self._build(quiet=verbosity < 1) if action == "build" else self._update()
        if verbosity:
            self.stdout.write(_("%(count)d search entries written.") % {"count": written})

    def _update(self) -> int:
        return reindex(missing_entries())

    def _build(self, *, quiet: bool) -> int:
        written = 0
        with Progress(disable=quiet or not self.stdout.isatty(), transient=True) as progress:
            task = progress.add_task(_("Search index"), total=Product.objects.count())
            for written in reindex_all():
                progress.update(task, completed=written)
        return written
