"""What an import did, in numbers that add up to the lines of the file."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from catalogue.register.files.contents import RegisterFile
from catalogue.register.outcomes import RowOutcome
from catalogue.register.rows import Fault


@dataclass
class ImportCount:
    """How many things of one kind were seen, made and changed.

    `made` and `before` are what undoing needs: the keys of new rows, and the former values of
    changed ones by their key.
    """

    rows: int = 0
    created: int = 0
    changed: int = 0
    made: list[Any] = field(default_factory=list)
    before: dict[Any, dict[str, Any]] = field(default_factory=dict)

    def add(self, *, rows: int = 0, created: int = 0, changed: int = 0) -> None:
        """Count another batch."""
        self.rows += rows
        self.created += created
        self.changed += changed

    def remember(
        self, *, made: Iterable[Any] = (), before: Mapping[Any, dict[str, Any]] | None = None
    ) -> None:
        """Keep what undoing needs; of two changes the values before the first count."""
        self.made += made
        self.before = {**(before or {}), **self.before}


@dataclass
class Report:
    """The outcome of one import.

    `lines` are the rows that hold anything, without titles and headers: `left_out` + `refused` +
    `duplicates` + `elsewhere` + the sum of `reasons` = the `outcomes`, one for each. `elsewhere` are
    rows of other provinces than the one that sends. `absent` counts entries of earlier files that
    this one does not hold; they are kept. `file` is what was read, without its lines.
    """

    lines: int = 0
    left_out: int = 0
    refused: int = 0
    duplicates: int = 0
    elsewhere: int = 0
    absent: int = 0
    entries: ImportCount = field(default_factory=ImportCount)
    producers: ImportCount = field(default_factory=ImportCount)
    products: ImportCount = field(default_factory=ImportCount)
    certificates: ImportCount = field(default_factory=ImportCount)
    reasons: Counter = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    outcomes: list[RowOutcome] = field(default_factory=list)
    file: RegisterFile = field(default_factory=lambda: RegisterFile(()))

    def take(self, file: RegisterFile) -> None:
        """Keep how a file was understood; its lines go their own way."""
        self.file = replace(file, lines=())

    @property
    def tallies(self) -> tuple[ImportCount, ...]:
        """All four kinds, in the order they are made."""
        return self.entries, self.producers, self.products, self.certificates

    @property
    def changed_nothing(self) -> bool:
        """Whether the books were in line with the file already."""
        return not any(tally.created or tally.changed for tally in self.tallies)
