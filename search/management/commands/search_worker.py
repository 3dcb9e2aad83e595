"""manage.py search_worker: makes changes searchable for as long as it runs."""

import logging
import os
import signal
from datetime import date
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DatabaseError, close_old_connections, connection

from catalogue.clock import today
from search.index import outbox
from search.index.entries import missing_entries
from search.models import OutboxKind

#: Seconds between two looks at the outbox, and the longest pause while the cluster is away.
PAUSE, LONGEST_PAUSE = 0.5, 5.0

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    """Drain the outbox again and again; SIGTERM ends it after the batch under way.

    After midnight it also renews the entries of products whose certificate ended while another
    begins: nobody changed anything then, so that nothing stands in the outbox.
    """

    help = "Keep the search index in step with the shop until SIGTERM or Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to end with the process that began it, and whether to look only once."""
        parser.add_argument(
            "--with-parent", action="store_true", help="end with the parent process"
        )
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, with_parent: bool, once: bool, **options: Any) -> None:
        """Look, pause, look again."""
        self.day: date | None = None
        self.pause, self.away = PAUSE, ""
        stop, parent = Event(), os.getppid()
        for ending in (signal.SIGTERM, signal.SIGINT):
            signal.signal(ending, lambda *_: stop.set())
        logger.info("search: the worker begins")
        while not stop.is_set():
            self.look()
            if once or (with_parent and os.getppid() != parent):
                break
            stop.wait(self.pause)
        logger.info("search: the worker ends")

    def look(self) -> None:
        """Drain once; pause longer and longer while the cluster or the database is away."""
        if connection.get_autocommit():
            close_old_connections()
        try:
            if self.day != today():
                outbox.record(OutboxKind.PRODUCT, missing_entries())
                self.day = today()
            away = outbox.drain().unavailable
        except DatabaseError as error:
            away = repr(error)
        if away != self.away:
            logger.warning("search: the worker %s", f"waits: {away}" if away else "goes on")
        self.away = away
        self.pause = min(2 * self.pause, LONGEST_PAUSE) if away else PAUSE
