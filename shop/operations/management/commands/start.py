"""One process from an empty folder to a served page; `make run` calls it."""

import os

from django.core.management import BaseCommand, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    """Brings the database up to date, adds the demonstration where it is missing, serves.

    One process instead of four, because importing Oscar and Wagtail takes longer than the work.
    """

    help = "Prepare the database, load the demonstration and serve it on this machine."
    requires_system_checks = ()

    def add_arguments(self, parser):
        """Add the port; the address is always this machine's own."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        """Do what is missing, then serve until interrupted."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("demo")
        self.stdout.write(self.style.SUCCESS(f"\nOpen http://127.0.0.1:{port}/   (Ctrl-C stops)\n"))
        os.environ["DJANGO_RUNSERVER_HIDE_WARNING"] = "true"
        call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)
