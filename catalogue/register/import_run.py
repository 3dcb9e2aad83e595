"""One import while it goes on: what was read, and what became of each row so far."""

from collections import defaultdict
from dataclasses import dataclass, field

from catalogue.models.register_upload import OutcomeKind
from catalogue.register.files.contents import LeftOutRow, RowFate
from catalogue.register.lookups import Lookups
from catalogue.register.outcome_rules import as_printed, left_out_outcome, plain_outcome
from catalogue.register.outcomes import RowOutcome
from catalogue.register.reading import RegisterLine
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow
from catalogue.register.sender import Sender

#: Of so few rows any plan is good.
FEW_ROWS = 200


@dataclass
class ImportRun:
    """One import: who sends, the look-ups, the lines read, and what became of each.

    `refused` holds the keys of rows whose certificate was not entered.
    """

    sender: Sender
    report: Report = field(default_factory=Report)
    lookups: Lookups = field(default_factory=Lookups)
    lines: dict[int, RegisterLine] = field(default_factory=dict)
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    notes: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    refused: set[str] = field(default_factory=set)
    signed_off: bool = False
    rows_written: int = 0
    rows_counted: int = 0

    def has_doubled_since_counted(self, written: int) -> bool:
        """Add rows; whether so many have gone in since that the tables are to be counted anew."""
        self.rows_written += written
        if self.rows_written < max(FEW_ROWS, 2 * self.rows_counted):
            return False
        self.rows_counted = self.rows_written
        return True

    def tell(self, kind: OutcomeKind, line: RegisterLine, reason: str) -> None:
        """Keep the outcome of a line that went no further."""
        self.outcomes[line.number] = plain_outcome(kind, line, reason)

    def leave_out(self, row: LeftOutRow) -> None:
        """Keep the outcome of a row of the file that is no line; titles and headers have none."""
        if row.fate in (RowFate.TITLE, RowFate.HEADER):
            return
        self.report.lines += 1
        if row.fate == RowFate.REFUSED:
            self.report.refused += 1
            self.report.faults.append(Fault(row.number, row.reason))
        else:
            self.report.left_out += 1
        self.outcomes[row.number] = left_out_outcome(row)

    def is_elsewhere(self, row: RegisterRow) -> bool:
        """Whether a row belongs to another province than the one that sends the file."""
        if self.sender.province is None:
            return False
        origin = self.lookups.origin(row.commune, row.district, row.province, row.certified_year)
        return origin.province is None or origin.province.pk != self.sender.province.pk

    def outcomes_in_order(self) -> list[RowOutcome]:
        """One outcome for each row, in the order of the file."""
        columns = {sheet.name: sheet.columns for sheet in self.report.file.sheets}
        return [
            as_printed(self.outcomes[number], self.lines.get(number), columns)
            for number in sorted(self.outcomes)
        ]
