"""One process from an empty folder to a served page; `make run` calls it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Brings the database up to date, adds the demonstration where it is missing, serves.

    One process instead of four, because importing Oscar and Wagtail takes longer than the work.
    """

    help = "Prepare the database, load the demonstration and serve it on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the port; the host is always 127.0.0.1."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port: int, **options: Any) -> None:
        """Do what is missing, then serve until interrupted."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("demo")
        if settings.SEARCH != "embedded":
            self._prepare_cluster()
        with self._worker(), self._card_company(port):
            self.stdout.write(email_destination())
            self.stdout.write(
                self.style.SUCCESS(f"\nOpen http://127.0.0.1:{port}/   (Ctrl-C stops)\n")
            )
            os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)

    def _prepare_cluster(self) -> None:
        """See to the index; a cluster that is away keeps nobody from starting."""
        self.stdout.write("Preparing the search index on the cluster …")
        try:
            call_command("search_index", "update", verbosity=0)
        except CommandError as away:
            self.stdout.write(self.style.WARNING(f"{away}\nThe database answers searches for now."))

    @contextmanager
    def _worker(self) -> Iterator[None]:
        """Run the worker for as long as the server does."""
        command = [sys.executable, sys.argv[0], "worker", "--with-parent"]
        is_over = Event()
        with subprocess.Popen(command) as worker:  # noqa: S603 - this very program
            Thread(target=self._watch, args=(worker, is_over), daemon=True).start()
            try:
                yield
            finally:
                is_over.set()
                worker.terminate()

    def _watch(self, worker: subprocess.Popen, is_over: Event) -> None:
        """Say at once that the worker has died: nothing on the pages would tell."""
        code = worker.wait()
        if not is_over.is_set():
            self.stderr.write(self.style.ERROR(worker_died(code)))

    @contextmanager
    def _card_company(self, port: int) -> Iterator[None]:
        """Run the stand-in for Stripe where the settings of a laptop name one on this machine."""
        address = urlsplit(settings.STRIPE_API_URL)
        if not settings.DEBUG or address.hostname != "127.0.0.1":
            yield
            return
        command = [sys.executable, "-m", "tests.peers.stripe", "--with-parent"]
        command += ["--port", str(address.port)]
        command += ["--books", str(Path(settings.PRIVATE_ROOT) / "card-company.json")]
        command += ["--webhook", f"http://127.0.0.1:{port}/webhooks/stripe/"]
        self.stdout.write("Cards are a trial: test cards are named on the page, no money moves.")
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as peer:  # noqa: S603 - our own
            try:
                yield
            finally:
                peer.terminate()


def worker_died(code: int) -> str:
    """Return what to tell when the worker has ended by itself."""
    return (
        f"\nThe worker has ended with code {code}; why stands above. Until it runs, no e-mail goes "
        "out, no payment is noticed and no file is read.\nStop with Ctrl-C, mend what it says and "
        "start again, or run `python manage.py worker` beside it.\n"
    )


def email_destination() -> str:
    """Return where e-mails are to be seen, which depends on EMAIL_URL."""
    if settings.EMAIL_DELIVERY_BACKEND.endswith(".console.EmailBackend"):
        return "Letters are shown in this window as they go (EMAIL_URL=file:///folder keeps them)."
    if settings.EMAIL_DELIVERY_BACKEND.endswith(".filebased.EmailBackend"):
        # Set by EMAIL_URL alone.
        folder = settings.EMAIL_FILE_PATH  # type: ignore[misc]
        return f"Letters are kept in {folder}."
    return f"Letters go out through {settings.EMAIL_HOST}."
