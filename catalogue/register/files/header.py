"""Finding the header of a sheet: anywhere, of one to three rows, merged or not."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from catalogue.register.files.columns import STAR_COLUMNS, ColumnNames, Recognised
from catalogue.register.files.grid import GridRow, SheetGrid

#: Filled rows that are looked through, and rows that one header may have.
_SEARCHED, _DEEPEST = 400, 3
_NEEDED = 3
#: Headings above others that never pass their own meaning down.
_SILENT = frozenset({"score", "ignored", "contact"})
#: A merged area larger than this is decoration.
_LARGEST_AREA = 2000


@dataclass
class Header:
    """Where a table begins: `first` and `last` are positions in the grid's rows.

    `columns` maps our column to its position, `headings` each position to what stands above it, from
    the top down;
    `doubled` are positions that mean the same column as another one, `rivals` those of them that
    mean the stars just as surely, `unknown` those that mean nothing.
    """

    first: int
    last: int
    headings: dict[int, list[str]] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    doubled: dict[int, str] = field(default_factory=dict)
    rivals: tuple[int, ...] = ()
    unknown: tuple[int, ...] = ()

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return max(self.headings) + 1

    @property
    def is_table(self) -> bool:
        """Whether it can head a list of products."""
        if "product_name" not in self.columns:
            return False
        has_stars = "stars" in self.columns or any(name in self.columns for name in STAR_COLUMNS)
        return len(self.columns) >= (2 if has_stars else _NEEDED)


def find_header(grid: SheetGrid, names: ColumnNames) -> Header | None:
    """The first header of a sheet; None for a sheet that is no list of products."""
    tops = _merged_tops(grid)
    for at in range(min(len(grid.rows), _SEARCHED)):
        header = header_at(grid, at, names, tops)
        if header is None:
            continue
        # The row before a header may be a title: it belongs to it only where it names something.
        while header.last > header.first:
            below = header_at(grid, header.first + 1, names, tops)
            if below is None or len(below.columns) < len(header.columns):
                break
            header = below
        return header
    return None


def header_at(
    grid: SheetGrid,
    at: int,
    names: ColumnNames,
    tops: dict[tuple[int, int], tuple[int, int]] | None = None,
) -> Header | None:
    """The header that begins in this row; of several depths the one that names most columns."""
    rows = grid.rows
    tops = _merged_tops(grid) if tops is None else tops
    best: Header | None = None
    for depth in range(1, _DEEPEST + 1):
        if at + depth > len(rows):
            break
        if depth > 1 and not _continues(rows[at + depth - 2], rows[at + depth - 1], tops):
            break
        header = _header(rows, at, depth, names, tops)
        if header.is_table and (best is None or len(header.columns) > len(best.columns)):
            best = header
    return best


def likeliest(grid: SheetGrid, names: ColumnNames) -> Header | None:
    """The row that comes nearest to a header, to say what misses; None where nothing is named."""
    tops = _merged_tops(grid)
    found = [_header(grid.rows, at, 1, names, tops) for at in range(min(len(grid.rows), _SEARCHED))]
    best = max(found, key=lambda header: len(header.columns), default=None)
    return best if best and best.columns else None


def _merged_tops(grid: SheetGrid) -> dict[tuple[int, int], tuple[int, int]]:
    """(row, column) of a covered cell → the cell that speaks for it."""
    last = grid.rows[min(len(grid.rows), _SEARCHED) - 1].number if grid.rows else 0
    tops = {}
    for area in grid.merged:
        rows, columns = area.last_row - area.first_row + 1, area.last_column - area.first_column + 1
        if area.first_row > last or not 0 < rows * columns <= _LARGEST_AREA:
            continue
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                tops[row, column] = (area.first_row, area.first_column)
    return tops


def _continues(above: GridRow, row: GridRow, tops: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether a row can be the next one of a header: words under headings that reach further.

    What stands right under a heading of a single column is already data.
    """
    texts = {
        at: cell.strip()
        for at, cell in enumerate(row.cells)
        if cell.strip() and tops.get((row.number, at), (row.number, at))[0] == row.number
    }
    if row.number - above.number != 1 or not texts:
        return False
    if any(len(text) > 80 or _is_value(text) for text in texts.values()):
        return False
    return not any(above.cell(at).strip() and not _reaches_further(above, at, tops) for at in texts)


def _reaches_further(row: GridRow, at: int, tops: dict[tuple[int, int], tuple[int, int]]) -> bool:
    """Whether a heading stands over more than one column, merged or with nothing right of it."""
    merged = tops.get((row.number, at))
    if merged:
        return tops.get((row.number, at + 1)) == merged
    return at + 1 < len(row.cells) and not row.cell(at + 1).strip()


def _is_value(text: str) -> bool:
    return text.replace(".", "").replace(",", "").replace("/", "").isdigit()


def _header(
    rows: Sequence[GridRow],
    at: int,
    depth: int,
    names: ColumnNames,
    tops: dict[tuple[int, int], tuple[int, int]],
) -> Header:
    header = Header(at, at + depth - 1)
    meanings: dict[int, Recognised] = {}
    for column, parts in _labels(rows[at : at + depth], tops).items():
        header.headings[column] = parts
        found = _recognise(parts, names)
        if found:
            meanings[column] = found
    # The surest first, those with several meanings last.
    order = sorted(
        meanings, key=lambda at: (bool(meanings[at].others), -meanings[at].certainty, at)
    )
    for column in order:
        named = _meaning(meanings[column], header.columns, column)
        if named is None:
            header.doubled[column] = meanings[column].column
        else:
            header.columns[named] = column
    header.rivals = tuple(
        column
        for column, means in header.doubled.items()
        if means == "stars" and meanings[column] == meanings[header.columns["stars"]]
    )
    header.unknown = tuple(column for column in header.headings if column not in meanings)
    return header


def _meaning(found: Recognised, columns: dict[str, int], at: int) -> str | None:
    """The column that a heading means beside the others; None where all it may mean are taken."""
    options = [found.column, *found.others]
    if "unit" in options and columns.get("price_vnd") == at - 1:
        options.sort(key=lambda column: column != "unit")
    return next((column for column in options if column not in columns), None)


def _labels(
    rows: Sequence[GridRow], tops: dict[tuple[int, int], tuple[int, int]]
) -> dict[int, list[str]]:
    """Column → what stands above it, from the top down, each text once."""
    by_number = {row.number: row for row in rows}
    width = max(len(row.cells) for row in rows)
    width = max([width, *(column + 1 for number, column in tops if number in by_number)])
    labels: dict[int, list[str]] = {}
    for column in range(width):
        parts: list[str] = []
        for row in rows:
            number, top = tops.get((row.number, column), (row.number, column))
            source = by_number.get(number)
            text = " ".join(source.cell(top).split()) if source else ""
            if text and text not in parts:
                parts.append(text)
        if not parts:
            continue
        if (
            len(rows) > 1
            and not rows[0].cell(column).strip()
            and (rows[0].number, column) not in tops
        ):
            # Nothing merged, as in a CSV: the heading of the left neighbour reaches over here.
            parts = [*labels.get(column - 1, [])[:1], *parts]
        labels[column] = parts
    return labels


def _recognise(parts: list[str], names: ColumnNames) -> Recognised | None:
    """What a heading of several rows means: all of it, its lowest part, or its highest."""
    whole = names.recognise(" ".join(parts))
    if whole and (whole.certainty > 1 or len(parts) == 1):
        return whole
    highest, lowest = names.recognise(parts[0]), names.recognise(parts[-1])
    if highest and highest.column in _SILENT and not (lowest and lowest.column.startswith("stars")):
        return highest
    return lowest or whole or highest
