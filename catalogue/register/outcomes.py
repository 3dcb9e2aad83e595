"""What becomes of every row of a register file: one outcome and one reason each, none left out."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _

from catalogue.models.register_upload import OutcomeKind
from catalogue.register.files.contents import RegisterFile
from catalogue.spreadsheets import write_workbook

#: Title of a sheet where the file has none of its own, and what Excel allows in a title.
_NO_TITLE = "Sheet1"
_TITLE_LENGTH = 31


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row: where it stands in the file, what it does, and why, as a sentence in Vietnamese.

    `cells` are the row's own, by heading. Ids are None where nothing of the kind is in the books.
    """

    kind: OutcomeKind
    line: int
    reason: str
    sheet: str = ""
    product_name: str = ""
    producer_name: str = ""
    cells: dict[str, str] = field(default_factory=dict)
    product_id: int | None = None
    certificate_id: int | None = None


def count_outcomes(outcomes: Iterable[RowOutcome]) -> dict[str, int]:
    """Return rows by kind, in the order of the kinds; they add up to the rows of the file."""
    counts = Counter(outcome.kind for outcome in outcomes)
    return {kind.value: counts[kind] for kind in OutcomeKind if counts[kind]}


def write_outcomes(
    file: IO[bytes], outcomes: Sequence[RowOutcome], notes: Sequence[tuple[str, str]] = ()
) -> None:
    """Write the report as XLSX: each row's own cells, then "Kết quả" and "Lý do".

    Sheets are those of the file; `notes` (sheet, sentence) follow on one of their own. Text that a
    spreadsheet would run as a formula is made harmless.
    """
    sheets: dict[str, list[RowOutcome]] = {}
    for outcome in outcomes:
        sheets.setdefault(outcome.sheet, []).append(outcome)
    tables: dict[str, Iterable[list[object]]] = {
        _title(name): _table(rows) for name, rows in sheets.items()
    } or {_NO_TITLE: [list(_headings())]}
    if notes:
        title = _("Notes on the file")
        while title in tables:
            title = f"{title}."
        told: list[list[object]] = [[sheet, as_sentence(note)] for sheet, note in notes]
        tables[title] = [[_("Sheet"), _("Note")], *told]
    write_workbook(file, tables)


def notes_of(file: RegisterFile) -> list[tuple[str, str]]:
    """Return what holds for a file or a sheet of it as a whole, with the name of the sheet."""
    own = [("", note) for note in file.notes]
    return own + [(sheet.name, note) for sheet in file.sheets for note in sheet.notes]


def as_sentence(text: str) -> str:
    """Return a text that begins and ends as a sentence."""
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "!", "?")) else ".")


def _title(name: str) -> str:
    return "".join(" " if letter in r"[]:*?/\\" else letter for letter in name)[
        :_TITLE_LENGTH
    ].strip() or (_NO_TITLE)


def _headings(columns: Iterable[str] = ()) -> list[str]:
    return [_("Line"), *columns, _("Outcome"), _("Reason of the outcome")]


def _table(outcomes: Sequence[RowOutcome]) -> Iterable[list[object]]:
    columns = list(dict.fromkeys(name for outcome in outcomes for name in outcome.cells))
    yield list(_headings(columns))
    for outcome in outcomes:
        cells = [outcome.cells.get(name, "") for name in columns]
        yield [outcome.line, *cells, str(outcome.kind.label), outcome.reason]
