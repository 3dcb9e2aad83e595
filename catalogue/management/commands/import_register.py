"""manage.py import_register FILE: the register of OCOP products, every row of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from catalogue.clock import today
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import RegisterFile, RegisterSheet, RowFate
from catalogue.register.importing import import_register
from catalogue.register.outcomes import notes_of, write_outcomes
from catalogue.register.report import Report
from catalogue.register.sender import Sender
from catalogue.register.status import EntryReason

WIDTH = 100
#: Counted in the table, or as it is in every file.
_SAID_ELSEWHERE = (RowFate.LINE, RowFate.REFUSED)
_USUAL = (RowFate.HEADER, RowFate.TITLE, RowFate.EMPTY)


class Command(BaseCommand):
    """Import a register file; running it again changes nothing."""

    help = (
        "Import a register of OCOP products (XLSX, XLS, ODS or CSV): all rows are kept, certified "
        "ones sold."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--check", action="store_true", help="say what would happen; write nothing"
        )
        parser.add_argument(
            "--unproven",
            action="store_true",
            help="keep the rows for the star check and the staff; make no certificate of any",
        )
        parser.add_argument(
            "--signed-off",
            action="store_true",
            help="an authority has signed the file: what it calls withdrawn is off sale at once",
        )
        parser.add_argument(
            "--report", type=Path, metavar="OUT.xlsx", help="write what became of every row"
        )
        parser.add_argument(
            "--limit-messages", type=int, default=50, metavar="N", help="show N messages at most"
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        check: bool,
        unproven: bool,
        signed_off: bool,
        report: Path | None,
        limit_messages: int,
        **options: Any,
    ) -> None:
        """Import and print; fails only where the file cannot be read."""
        with translation.override(settings.LANGUAGE_CODE):
            try:
                done = self._import(
                    file,
                    check,
                    Sender(is_proven=not unproven),
                    signed_off=signed_off,
                    quiet=options["verbosity"] < 1,
                )
            except RegisterFileError as error:
                raise CommandError(str(error)) from error
            if report is not None:
                _write_report(report, done)
            if options["verbosity"] > 0:
                self._print(done, check, limit_messages)

    def _import(
        self, file: Path, check: bool, sender: Sender, *, signed_off: bool, quiet: bool
    ) -> Report:
        """Import behind a progress bar, which only a terminal gets."""
        hidden = quiet or not self.stdout.isatty()
        with Progress(disable=hidden, transient=True) as bar:
            task = bar.add_task(_("Register"), total=None)
            return import_register(
                file,
                check=check,
                sender=sender,
                signed_off=signed_off,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )

    def _print(self, report: Report, check: bool, limit: int) -> None:
        console = Console(
            file=cast(IO[str], self.stdout),
            force_terminal=self.stdout.isatty(),
            width=WIDTH,
            highlight=False,
        )
        for fault in report.faults[:limit]:
            console.print(
                f"{report.file.place(fault.line)}: {fault.message.rstrip('.')}.",
                markup=False,
                soft_wrap=True,
            )
        if len(report.faults) > limit:
            more = len(report.faults) - limit
            console.print(_("… and %(count)d more messages.") % {"count": more})
        for text in understood(report.file):
            console.print(text, markup=False, soft_wrap=True)
        console.print(standing_table(report))
        console.print(books_table(report))
        console.print(_closing(report, check))


def understood(file: RegisterFile) -> Iterator[str]:
    """How the file was read: its letters, and sheet by sheet its columns and other rows."""
    yield from file.notes
    for sheet in file.sheets:
        facts = list(_sheet_facts(sheet))
        if facts and len(file.sheets) > 1:
            yield _("Sheet “%(sheet)s”:") % {"sheet": sheet.name}
        yield from facts
    if file.ignored:
        names = ", ".join(file.ignored)
        yield _("Columns left out: %(columns)s.") % {"columns": names}


def _sheet_facts(sheet: RegisterSheet) -> Iterator[str]:
    """What was taken from its titles and sections, and which of its rows are no products."""
    for note in sheet.notes:
        yield f"{note[:1].upper()}{note[1:]}."
    others = {fate: count for fate, count in sheet.fates.items() if fate not in _SAID_ELSEWHERE}
    if any(count for fate, count in others.items() if fate not in _USUAL):
        counts = ", ".join(f"{fate.label} {count}" for fate, count in others.items() if count)
        yield _("Left out: %(counts)s.") % {"counts": counts}


def _write_report(path: Path, report: Report) -> None:
    """Write what became of every row; raises CommandError where the file cannot be written."""
    try:
        with path.open("wb") as file:
            write_outcomes(file, report.outcomes, notes_of(report.file))
    except OSError as error:
        raise CommandError(
            _("Cannot write %(path)s: %(reason)s.") % {"path": path, "reason": error.strerror}
        ) from error


def standing_table(report: Report) -> Table:
    """Where the rows stand; the last line is the number of rows in the file."""
    title = _("The register on %(date)s") % {"date": today().strftime("%d/%m/%Y")}
    table = Table(title=title, title_justify="left", show_footer=True)
    table.add_column(_("Standing"), footer=_("Rows in the file"))
    table.add_column(_("Rows"), justify="right", footer=str(report.lines))
    counted: list[tuple[str | Promise, int]] = [
        (reason.label, report.reasons[reason]) for reason in EntryReason
    ]
    counted.append((_("doubled rows"), report.duplicates))
    counted.append((_("rows of other provinces"), report.elsewhere))
    counted.append((_("rows refused"), report.refused))
    counted.append((_("rows left out"), report.left_out))
    for label, number in counted:
        if number:
            table.add_row(str(label), str(number))
    return table


def books_table(report: Report) -> Table:
    """What was made and changed."""
    table = Table(title=_("In the books"), title_justify="left")
    table.add_column("")
    for heading in (_("Created"), pgettext("count of an import", "Changed")):
        table.add_column(heading, justify="right")
    labels = (_("Register entries"), _("Producers"), _("Products"), _("Certificates"))
    for label, tally in zip(labels, report.tallies, strict=True):
        table.add_row(label, str(tally.created), str(tally.changed))
    return table


def _closing(report: Report, check: bool) -> str:
    """The last line: what to make of it."""
    lines = []
    if report.absent:
        lines.append(
            _("%(count)d entries of earlier files are not in this one; they are kept.")
            % {"count": report.absent}
        )
    if check:
        lines.append(_("Checked only: nothing was written."))
    elif report.changed_nothing:
        lines.append(_("The books were in line with the file: 0 created, 0 changed."))
    else:
        lines.append(_("Done. Now run: manage.py search_index build"))
    return "\n".join(lines)
