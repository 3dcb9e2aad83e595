"""manage.py send_emails: sends e-mails that wait, once or for as long as it runs."""

import logging
import os
import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from catalogue.clock import now
from shop.mail.outbox import delete_old, deliver

#: Seconds between two looks into the outbox.
PAUSE = 5.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Send what is due again and again; SIGTERM ends it after the e-mail under way."""

    help = "Send e-mails that wait until SIGTERM or Ctrl-C; with --once look once and end."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to end with the process that began it, and whether to look only once."""
        parser.add_argument(
            "--with-parent", action="store_true", help="end with the parent process"
        )
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, with_parent: bool, once: bool, **options: Any) -> None:
        """Send what is due, pause, repeat; once a day delete what was done long ago."""
        if once:
            done = deliver()
            self.stdout.write(f"{done.sent} sent, {done.dropped} not needed, {done.failed} failed")
            return
        stop, parent, day = Event(), os.getppid(), None
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: stop.set())
        while not stop.is_set() and not (with_parent and os.getppid() != parent):
            if connection.get_autocommit():
                close_old_connections()
            try:
                deliver()
                if day != now().date():
                    day = now().date()
                    delete_old()
            except DatabaseError:
                logger.warning("e-mails: the worker waits for the database", exc_info=True)
            stop.wait(PAUSE)
