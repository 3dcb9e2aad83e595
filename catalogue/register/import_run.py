"""One import while it runs: who sends the file, what was read, and what became of each row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from catalogue.account import User
from catalogue.models import Province, RegisterEntry
from catalogue.models.register_upload import OutcomeKind
from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import RegisterFile, RowFate, SheetColumn
from catalogue.register.lookups import Lookups
from catalogue.register.outcome_rules import (
    Settled,
    left_out_outcome,
    plain_outcome,
    printed_cells,
    row_outcome,
)
from catalogue.register.outcomes import RowOutcome
from catalogue.register.reading import RegisterLine, read_register
from catalogue.register.report import Report
from catalogue.register.rows import Fault, RegisterRow

#: Accounts that nobody can sign in with: the import enters, a second one stands for its checks.
CLERK, CHECKER = "nhap-so-bo@he-thong.invalid", "doi-chieu-so-bo@he-thong.invalid"
#: A sheet and a line of it.
RowPlace = tuple[str, int]


@dataclass(frozen=True)
class Sender:
    """Who stands for a register file: who entered it, who confirmed it, for which province.

    A file of one province takes rows of that province only. A row that states neither decision nor
    another year gets the decision that the sender names for the whole file. `mapping` is what the
    sender chose for headings, as read_register() takes it.
    """

    entered_by: User | None = None
    confirmed_by: User | None = None
    province: Province | None = None
    decision: str = ""
    decision_year: int | None = None
    mapping: Mapping[str, str] | None = None
    row_limit: int | None = None

    def actors(self) -> tuple[User, User]:
        """The two people of every certificate; system accounts where nobody is named."""
        return (
            self.entered_by or _actor(CLERK, _("Register import")),
            self.confirmed_by or _actor(CHECKER, _("Register check")),
        )

    def complete(self, line: RegisterLine) -> RegisterLine:
        """Fill in what holds for the whole file, where the row itself says nothing."""
        cells, added = line.cells, {}
        if self.province and not cells["province_at_certification"].strip():
            added["province_at_certification"] = self.province.name
        year = cells["certified_year"].strip().removesuffix(".0")
        if (
            self.decision
            and not cells["decision"].strip()
            and year in ("", f"{self.decision_year}")
        ):
            added["decision"] = self.decision
        return replace(line, cells=cells | added) if added else line

    def check_size(self, lines: int) -> None:
        """Raise RegisterFileError for more rows than one file may hold."""
        if self.row_limit is not None and lines > self.row_limit:
            message = _("The file has more than %(limit)d rows. Send it in parts.")
            raise RegisterFileError(message % {"limit": self.row_limit})


@dataclass
class ImportRun:
    """One import: who sends, the look-ups, the lines read, and what became of each."""

    sender: Sender
    report: Report = field(default_factory=Report)
    headings: dict[str, tuple[SheetColumn, ...]] = field(default_factory=dict)
    lookups: Lookups = field(default_factory=Lookups)
    lines: dict[RowPlace, RegisterLine] = field(default_factory=dict)
    outcomes: dict[RowPlace, RowOutcome] = field(default_factory=dict)
    notes: dict[RowPlace, list[str]] = field(default_factory=lambda: defaultdict(list))

    def read(self, path: Path) -> RegisterFile:
        """Read the file; what is no product row has its outcome already."""
        register_file = read_register(path, mapping=self.sender.mapping)
        report = self.report
        report.ignored_columns = register_file.ignored
        report.sheets, report.notes = register_file.sheets, register_file.notes
        self.headings = {sheet.name: sheet.columns for sheet in register_file.sheets}
        for row in register_file.left_out:
            self.outcomes[row.sheet, row.number] = left_out_outcome(row)
            if row.fate == RowFate.REFUSED:
                report.lines += 1
                report.left_out += 1
                report.faults.append(Fault(row.number, row.reason, row.sheet))
            else:
                report.beside += 1
        return register_file

    def keep(self, line: RegisterLine, faults: Sequence[Fault]) -> None:
        """Remember a line and what was told of it until its outcome is known."""
        place = line.sheet, line.number
        self.lines[place] = line
        self.notes[place] += [fault.message for fault in faults]
        self.report.faults += faults

    def tell(self, kind: OutcomeKind, line: RegisterLine, reason: str) -> None:
        """Keep the outcome of a line that went no further."""
        outcome = plain_outcome(kind, line, reason, self._cells(line))
        self.outcomes[line.sheet, line.number] = outcome

    def settle(self, row: RegisterRow, entry: RegisterEntry, how: Settled) -> None:
        """Keep the outcome of a row that is in the books, with all that was told about it."""
        place = row.sheet, row.line
        line, told = self.lines[place], self.notes.pop(place, [])
        how = replace(how, notes=[*told, *how.notes])
        self.outcomes[place] = row_outcome(line, entry, how, self._cells(line))

    def _cells(self, line: RegisterLine) -> dict[str, str]:
        return printed_cells(line, self.headings.get(line.sheet, ()))

    def is_elsewhere(self, row: RegisterRow) -> bool:
        """Whether a row belongs to another province than the one that sends the file."""
        if self.sender.province is None:
            return False
        origin = self.lookups.origin(row.commune, row.district, row.province, row.certified_year)
        return origin.province is None or origin.province.pk != self.sender.province.pk

    def outcomes_in_order(self) -> list[RowOutcome]:
        """One outcome for each line, in the order of the file."""
        order = {name: position for position, name in enumerate(self.headings)}
        return sorted(
            self.outcomes.values(), key=lambda each: (order.get(each.sheet, 0), each.line)
        )


def _actor(email: str, name: str) -> User:
    """A system account: inactive, without a password."""
    users = get_user_model().objects
    found = users.filter(email=email).first()
    return found or users.create_user(email=email, password=None, first_name=name, is_active=False)
