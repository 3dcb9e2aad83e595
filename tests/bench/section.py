"""A tool's section of docs/measurements.md: printed as it is measured, written when it is whole."""

import argparse
import os
import platform
import sqlite3
import sys
from pathlib import Path

from django.db import connection

from catalogue.clock import now

FILE = Path(__file__).resolve().parents[2] / "docs" / "measurements.md"
#: A section that is not there yet is put before this line.
END = "<!-- tools: end -->"
GIGABYTE = 1e9


class Section:
    """Lines of Markdown under a heading, with the machine, the day and the command.

    `name` marks the section in the file, so that the next run replaces it and nothing else.
    """

    def __init__(self, name: str, title: str):
        self.name, self.title = name, title
        self.lines: list[str] = []

    def say(self, line: str = "") -> None:
        """Add a line and print it at once."""
        self.lines.append(line)
        print(line, flush=True)

    def head(self, *cells: str) -> None:
        """Begin a table."""
        self.say()
        self.row(*cells)
        self.row(*("---" for _ in cells))

    def row(self, *cells: object) -> None:
        """Add a row of a table."""
        self.say(f"| {' | '.join(map(str, cells))} |")

    def text(self) -> str:
        """Return the section as it stands in the file, without its marks."""
        made = f"{machine()}; `{command()}`"
        return "\n".join([f"### {self.title}", "", made, *self.lines]).strip() + "\n"

    def write(self, path: Path = FILE) -> None:
        """Replace the section in the file, or add it."""
        document = path.read_text(encoding="utf-8")
        path.write_text(with_section(document, self.name, self.text()), encoding="utf-8")


def with_section(document: str, name: str, text: str) -> str:
    """Return the document with the text between the marks of `name`; all else stays as it is.

    Raises ValueError when the document has neither the marks nor the line END.
    """
    begin, end = f"<!-- {name}: begin -->\n", f"<!-- {name}: end -->\n"
    before, found, rest = document.partition(begin)
    if found:
        _replaced, closed, after = rest.partition(end)
        if not closed:
            raise ValueError(f"the section {name} has no end")
        return f"{before}{begin}{text}{end}{after}"
    before, found, after = document.partition(END)
    if not found:
        raise ValueError(f"there is no line {END}")
    return f"{before}{begin}{text}{end}\n{END}{after}"


def parser(description: str) -> argparse.ArgumentParser:
    """Return a parser of a tool's arguments that knows --write."""
    made = argparse.ArgumentParser(description=description.splitlines()[0])
    made.add_argument(
        "--write", action="store_true", help="put the table into docs/measurements.md"
    )
    return made


def command() -> str:
    """Return what was typed to measure this, --write apart."""
    module = f"tests.bench.{Path(sys.argv[0]).stem}"
    return " ".join(["python -m", module, *(each for each in sys.argv[1:] if each != "--write")])


def machine() -> str:
    """Return when and where something was measured, and how busy it was there."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / GIGABYTE
    return (
        f"{now():%d/%m/%Y %H:%M}, {os.cpu_count()} cores, {memory:.0f} GB, load "
        f"{os.getloadavg()[0]:.1f}, {platform.freedesktop_os_release()['PRETTY_NAME']}, "
        f"Python {platform.python_version()}, {database()}"
    )


def database() -> str:
    """Return the database of this process with its version."""
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    connection.ensure_connection()
    return f"PostgreSQL {connection.pg_version // 10_000}"
