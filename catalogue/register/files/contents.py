"""What was read from a register file: its sheets, its lines, and what became of every other row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from catalogue.register.exceptions import RegisterFileError

_ROW = "row of a register file"


class RowFate(TextChoices):
    """What a row of the file is; each has one, so that they add up to the rows of the sheet."""

    LINE = "line", pgettext_lazy(_ROW, "product")
    REFUSED = "refused", pgettext_lazy(_ROW, "refused")
    TITLE = "title", pgettext_lazy(_ROW, "title")
    HEADER = "header", pgettext_lazy(_ROW, "header")
    SECTION = "section", pgettext_lazy(_ROW, "section heading")
    TOTAL = "total", pgettext_lazy(_ROW, "total")
    SIGNATURE = "signature", pgettext_lazy(_ROW, "signature")
    NOTE = "note", pgettext_lazy(_ROW, "remark")
    HIDDEN = "hidden", pgettext_lazy(_ROW, "hidden row")
    EMPTY = "empty", pgettext_lazy(_ROW, "empty")


@dataclass(frozen=True)
class RegisterLine:
    """One product row as text by column.

    `number` is its own in the file: on the first sheet that of the row, on the next counted on;
    `row` is the number that the spreadsheet shows. `cells` has every column, empty where the file
    has none. `notes` are sentences for people; `printed` are the cells as they stand in the file,
    in its own order.
    """

    number: int
    cells: dict[str, str]
    missing: int = 0
    surplus: int = 0
    sheet: str = ""
    row: int = 0
    notes: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that became no line: where it stands, what it is, its text, and why when refused.

    `number` and `row` are as those of a line.
    """

    sheet: str
    number: int
    row: int
    fate: RowFate
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: its letter, its heading, and what it was understood as, if anything."""

    letter: str
    heading: str
    column: str = ""


@dataclass
class RegisterSheet:
    """One visible sheet. `header_row` is None where no list of products was found on it.

    `columns` has every column with a heading; `absent` those of the register that it does not
    have; `fates` adds up to the rows down to the last one that holds anything. `offset` is what the
    numbers of its lines are ahead of its rows.
    """

    name: str
    offset: int = 0
    header_row: int | None = None
    columns: tuple[SheetColumn, ...] = ()
    absent: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)
    fates: Counter[RowFate] = field(default_factory=Counter)

    @property
    def understood(self) -> dict[str, SheetColumn]:
        """Column of the register → where it stands."""
        return {column.column: column for column in self.columns if column.column}

    @property
    def unknown(self) -> tuple[SheetColumn, ...]:
        """The columns whose heading means nothing to us."""
        return tuple(column for column in self.columns if not column.column)


@dataclass(frozen=True)
class RegisterFile:
    """A file that could be read: its sheets, its lines in order, and the rows that are none."""

    lines: Sequence[RegisterLine]
    sheets: tuple[RegisterSheet, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings that mean nothing to us, each once."""
        headings = (column.heading for sheet in self.sheets for column in sheet.unknown)
        return tuple(dict.fromkeys(headings))

    def place(self, number: int) -> str:
        """Where the line of a number stands, for people: "line 5", "sheet “Ba Chẽ”, line 5"."""
        sheet = next((each for each in reversed(self.sheets) if each.offset < number), None)
        if sheet is None or len(self.sheets) < 2:
            return _("Line %(line)s") % {"line": number}
        row = number - sheet.offset
        return _("Sheet “%(sheet)s”, line %(line)s") % {"sheet": sheet.name, "line": row}

    @property
    def fates(self) -> Counter[RowFate]:
        """Rows of all sheets by what they are."""
        return sum((sheet.fates for sheet in self.sheets), Counter())


class ColumnsMissing(RegisterFileError):
    """No sheet has a column for the product or for its stars; `sheets` say which columns it has."""

    def __init__(self, message: str, sheets: tuple[RegisterSheet, ...]) -> None:
        super().__init__(message)
        self.sheets = sheets
