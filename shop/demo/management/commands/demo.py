"""manage.py demo: the whole shop with the real register, ready to look at."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from catalogue.models import Product
from shop.demo.accounts import DEMO_PASSWORD, demo_accounts
from shop.demo.promotions import DEMO_CODE
from shop.demo.steps import is_done, mark_done, steps

WIDTH = 100


class Command(BaseCommand):
    """Load the demonstration; what is there already is left as it is."""

    help = "Load the demonstration: register, made-up prices, pages, sign-ins, search index."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how thoroughly to go about it."""
        parser.add_argument(
            "--again", action="store_true", help="go through every step, also where nothing is new"
        )
        parser.add_argument(
            "--reset",
            action="store_true",
            help="set made-up prices, stock and passwords back; orders and texts stay",
        )

    def handle(self, *args: Any, again: bool = False, reset: bool = False, **options: Any) -> None:
        """Go through the steps and print what each did."""
        with translation.override(settings.LANGUAGE_CODE):
            if settings.OCOP_TODAY is None:
                raise CommandError(
                    _(
                        "The demonstration has well-known passwords and made-up prices, so it runs "
                        "on a pinned day only: set DEMO_TODAY=2026-11-21. Nothing was written."
                    )
                )
            quiet = options["verbosity"] < 1
            done = self._go(again=again or reset, reset=reset, quiet=quiet)
            if not quiet:
                self._close(done)

    def _go(self, *, again: bool, reset: bool, quiet: bool) -> bool:
        """Do the steps that are due; whether there were any."""
        due = again
        for step in steps():
            if not due and is_done(step):
                continue
            # What follows a step may build on it, so it is gone through as well.
            due = True
            if not quiet:
                self.stdout.write(f"{step.title} … ", ending="")
                self.stdout.flush()
            started = time.monotonic()
            with _without_chatter():
                created, changed = step.run(reset)
            mark_done(step)
            if not quiet:
                seconds = time.monotonic() - started
                self.stdout.write(_outcome(created, changed, seconds))
        return due

    def _close(self, done: bool) -> None:
        console = Console(
            file=cast(IO[str], self.stdout),
            force_terminal=self.stdout.isatty(),
            width=WIDTH,
            highlight=False,
        )
        if not done:
            console.print(_("The demonstration is loaded already; nothing was changed."))
        console.print(
            _("Today is pinned to %(date)s: %(count)d certified products are shown.")
            % {"date": _day(settings.OCOP_TODAY), "count": Product.objects.public().count()}
        )
        title = _("Sign-ins, all with the password %(password)s") % {"password": DEMO_PASSWORD}
        table = Table(title=title, title_justify="left")
        for heading in (_("Role"), _("E-mail"), _("Door")):
            table.add_column(heading)
        for account in demo_accounts():
            table.add_row(account.role, account.email, account.start_path)
        console.print(table)
        console.print(
            _("A promotion code to try, for goods from 200.000 ₫ on: %(code)s")
            % {"code": DEMO_CODE}
        )


@contextmanager
def _without_chatter() -> Iterator[None]:
    """Wagtail and its tasks log six lines a page, which would bury what the steps say."""
    loggers = [logging.getLogger(name) for name in ("wagtail", "django_tasks")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _outcome(created: int, changed: int, seconds: float) -> str:
    """What one step did, in one line."""
    return _("%(created)d created, %(changed)d changed, %(seconds).1f s") % {
        "created": created,
        "changed": changed,
        "seconds": seconds,
    }


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
