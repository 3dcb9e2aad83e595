"""manage.py search_index build|update|drain|check|drop-old: what products and pages are found by."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.progress import Progress

from catalogue.models import Product
from search.elastic import maintenance
from search.elastic.rebuild import BuildSuperseded
from search.elastic.verification import Differences
from search.engines.select import CLUSTER, ENGINES
from search.index import outbox
from search.index.entries import missing_entries, reindex_all
from search.index.page_entries import reindex_pages
from search.index.remote import RemoteUnavailable
from search.models import OutboxKind

#: So many differences of a kind are named.
MAX_KEYS = 10


class Command(BaseCommand):
    """Write and watch the search index; safe to repeat while the shop is open."""

    help = (
        "The search index. build: write everything anew, a cluster's index beside the live one. "
        "update: write what is missing or differs. drain: write what waits in the outbox. "
        "check: compare, and exit with 1 when something differs. drop-old: delete the indexes of "
        "a cluster that serve no more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what to do and where."""
        parser.add_argument("action", choices=["build", "update", "drain", "check", "drop-old"])
        parser.add_argument(
            "--engine",
            choices=[*ENGINES],
            help="whose index; by default that of the engine that the shop searches with",
        )
        parser.add_argument(
            "--documents-only",
            action="store_true",
            help="build: send the entries of the database as they are, do not write them anew",
        )
        parser.add_argument(
            "--repair", action="store_true", help="check: put what differs into the outbox"
        )

    def handle(self, *args: Any, action: str, engine: str | None, **options: Any) -> None:
        """Do it and say what was done; fail in plain words when the cluster does not answer."""
        self.on_cluster = (engine or settings.SEARCH) == CLUSTER
        self.quiet = options["verbosity"] < 1
        try:
            getattr(self, f"_{action.replace('-', '_')}")(options)
        except RemoteUnavailable as away:
            raise CommandError(_("The cluster does not answer: %(why)s") % {"why": away}) from away
        except BuildSuperseded:
            raise CommandError(_("Another build has begun; its index will be used.")) from None

    def _build(self, options: dict) -> None:
        rewrite = not options["documents_only"]
        covered = outbox.row_ids(written=not rewrite)
        with self._progress() as report:
            written = self._rewrite(report) if rewrite else 0
            written = maintenance.build(report) if self.on_cluster else written
        if rewrite or self.on_cluster:
            outbox.delete(covered)
        outbox.drain()
        self._say(_("%(count)d search entries written.") % {"count": written})

    def _rewrite(self, report: maintenance.ProgressCallback) -> int:
        written, size = 0, Product.objects.count()
        for written in reindex_all():
            report(_("Search index"), size, written)
        return written + reindex_pages()

    def _update(self, options: dict) -> None:
        """On a cluster: build what is not there, repair what differs."""
        outbox.record(OutboxKind.PRODUCT, missing_entries())
        written = outbox.drain().done
        if self.on_cluster:
            differences = maintenance.differences() if maintenance.is_built() else None
            if differences is None or any(difference.ahead for difference in differences.values()):
                self._build(options | {"documents_only": True})
                return
            maintenance.repair(differences)
            written += sum(len(difference.repairable) for difference in differences.values())
        self._say(_("%(count)d search entries written.") % {"count": written})

    def _drain(self, options: dict) -> None:
        drained = outbox.drain()
        if drained.unavailable:
            raise RemoteUnavailable(drained.unavailable)
        self._say(_("%(count)d search entries written.") % {"count": drained.done})

    def _check(self, options: dict) -> None:
        missing = missing_entries()
        differences = maintenance.differences() if self.on_cluster else {}
        if missing:
            self._say(_("Without an entry: %(keys)s") % {"keys": _first_keys(missing)})
        for kind, difference in differences.items():
            self._report(kind, difference)
        self._say(
            _("Waiting in the outbox: %(waiting)d. Refused: %(refused)d.")
            % {"waiting": outbox.count_waiting(), "refused": outbox.count_set_aside()}
        )
        for refusal in outbox.refusals(MAX_KEYS):
            self._say(f"  {refusal}")
        agree = not missing and all(difference.agree for difference in differences.values())
        if not agree and options["repair"]:
            outbox.record(OutboxKind.PRODUCT, missing)
            maintenance.repair(differences)
            agree = not any(difference.ahead for difference in differences.values())
        if not agree:
            raise SystemExit(1)

    def _drop_old(self, options: dict) -> None:
        for name in maintenance.drop_old():
            self._say(_("Deleted: %(name)s") % {"name": name})

    def _report(self, kind: OutboxKind, differences: Differences) -> None:
        self._say(
            _("%(kind)s: %(count)d compared") % {"kind": kind.label, "count": differences.compared}
        )
        for label, keys in (
            (_("missing in the index"), differences.missing),
            (_("in the index alone"), differences.extra),
            (_("older in the index"), differences.stale),
            (_("newer in the index; build it anew"), differences.ahead),
        ):
            if keys:
                self._say(f"  {label}: {_first_keys(keys)}")

    def _say(self, line: str) -> None:
        if not self.quiet:
            self.stdout.write(line)

    @contextmanager
    def _progress(self) -> Iterator[maintenance.ProgressCallback]:
        """Show a bar for each part of the work, on a terminal only."""
        is_shown = not self.quiet and self.stdout.isatty()
        tasks: dict = {}
        with Progress(disable=not is_shown) as bar:

            def report(name: str, size: int, number: int) -> None:
                if name not in tasks:
                    tasks[name] = bar.add_task(name, total=size)
                bar.update(tasks[name], completed=number)

            yield report


def _first_keys(keys: list[int]) -> str:
    first = ", ".join(map(str, keys[:MAX_KEYS]))
    return f"{len(keys)} ({first}{', …' if len(keys) > MAX_KEYS else ''})"
