"""The kinds of outcomes of a register file, with their numbers, as filters and as a table."""

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.models import RegisterUpload
from catalogue.models.register_upload import OutcomeKind
from catalogue.register.files.columns import IGNORED, column_title
from catalogue.register.files.contents import RowFate


class OutcomeTab(NamedTuple):
    """One filter over the rows: its value in the query string, its words, how many rows it has."""

    value: str
    label: str
    rows: int
    active: bool


def outcome_tabs(upload: RegisterUpload, show: str = "") -> list[OutcomeTab]:
    """Return all rows, then each kind that there is; the numbers add up."""
    counts = upload.counts
    tabs = [OutcomeTab("", _("All rows"), sum(counts.values()), not show)]
    return tabs + [
        OutcomeTab(kind.value, str(kind.label), counts[kind], kind == show)
        for kind in OutcomeKind
        if counts.get(kind)
    ]


class ColumnSummary(NamedTuple):
    """One column of a sheet: where, its heading, and the title of what it was understood as."""

    letter: str
    heading: str
    title: str


@dataclass(frozen=True)
class SheetSummary:
    """One visible sheet as it was understood."""

    name: str
    products: int
    columns: list[ColumnSummary]
    notes: list[str]

    @property
    def unknown(self) -> list[ColumnSummary]:
        """The columns whose heading means nothing."""
        return [column for column in self.columns if not column.title]


def sheet_summaries(upload: RegisterUpload) -> list[SheetSummary]:
    """Return the sheets of an upload, in the order of the file."""
    return [
        SheetSummary(
            sheet["name"],
            sheet["rows"].get(RowFate.LINE.value, 0),
            [
                ColumnSummary(letter, heading, _title(column))
                for letter, heading, column in sheet["columns"]
            ],
            sheet["notes"],
        )
        for sheet in upload.understood.get("sheets", ())
    ]


def _title(column: str) -> str:
    return _("left out") if column == IGNORED else column and column_title(column)
