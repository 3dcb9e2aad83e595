"""manage.py worker: sends e-mails, indexes, publishes, tidies up, for as long as it runs."""

import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shop.operations import worker


class Command(BaseCommand):
    """Run the loops and jobs of the settings; SIGTERM ends it after what is under way."""

    help = "Send e-mails, index, publish and tidy up until SIGTERM; with --once once, then end."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to end with the process that began it, and whether to look only once."""
        parser.add_argument(
            "--with-parent", action="store_true", help="end with the parent process"
        )
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, with_parent: bool, once: bool, **options: Any) -> None:
        """Work until told to stop."""
        if once:
            worker.run_once()
            return
        stop, parent = Event(), os.getppid()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: stop.set())
        worker.run_forever(stop, parent=parent if with_parent else None)
