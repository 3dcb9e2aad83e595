"""Check the log of certificates, link by link, and every certificate against it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from catalogue.certificate_log.verification import LogCheck, LogHead, check_log


class Command(BaseCommand):
    """Exit code 1 and one sentence when a link is broken or a star was changed silently."""

    help = "Check the hash chain of the certificate log, and every certificate against it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            type=Path,
            metavar="FILE",
            help="Compare with the head kept in FILE, then keep the present one there; "
            "store the file on another machine.",
        )

    def handle(self, *args: Any, anchor: Path | None, **options: Any) -> None:
        with translation.override("vi"):
            check = check_log(anchor=_read(anchor) if anchor else None)
            if check.fault:
                raise CommandError(check.fault)
            self.stdout.write(_summary(check))
        if anchor:
            anchor.write_text(f"{check.head}\n", encoding="ascii")


def _summary(check: LogCheck) -> str:
    return _("%(entries)d entries of %(certificates)d certificates are whole. Head: %(hash)s") % {
        "entries": check.head.sequence,
        "certificates": check.certificates,
        "hash": check.head.hash,
    }


def _read(path: Path) -> LogHead | None:
    """Return the head kept in a file; None where there is no file yet."""
    if not path.exists():
        return None
    try:
        number, link = path.read_text(encoding="ascii").split()
        return LogHead(int(number), link)
    except (ValueError, OSError) as error:
        raise CommandError(
            _("%(file)s does not hold an entry's number and hash.") % {"file": path}
        ) from error
