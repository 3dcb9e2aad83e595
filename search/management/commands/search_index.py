"""manage.py search_index build|update|drain: the documents products and pages are found by."""

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.progress import Progress

from catalogue.models import Product
from search.indexing import missing_entries, reindex, reindex_all
from search.models import OutboxEntry
from search.outbox import drain
from search.pages_index import reindex_pages


class Command(BaseCommand):
    """Write the search index; safe to repeat while the shop is open."""

    help = (
        "Write the search index: build writes every entry anew, update what is missing or waits, "
        "drain only what waits in the outbox."
    )

    def add_arguments(self, parser) -> None:
        """Take what to do."""
        parser.add_argument("action", choices=["build", "update", "drain"])

    def handle(self, *args, action: str, verbosity: int = 1, **options) -> None:
        """Do it and say how many entries were written."""
        if action == "drain":
            written = drain().done
        else:
            written = self._build(quiet=verbosity < 1) if action == "build" else self._update()
        if verbosity:
            self.stdout.write(_("%(count)d search entries written.") % {"count": written})

    def _update(self) -> int:
        return drain().done + reindex(missing_entries())

    def _build(self, *, quiet: bool) -> int:
        waiting = OutboxEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        written = 0
        with Progress(disable=quiet or not self.stdout.isatty(), transient=True) as progress:
            task = progress.add_task(_("Search index"), total=Product.objects.count())
            for written in reindex_all():
                progress.update(task, completed=written)
        written += reindex_pages()
        OutboxEntry.objects.filter(pk__lte=waiting, set_aside=False).delete()
        return written
