"""What the columns of a bank's statement are called, in Vietnamese and English.

Headings are compared folded; the longest known one that a heading begins with says what it means.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from catalogue.register.files.columns import heading_key
from catalogue.register.files.grid import GridRow
from catalogue.register.files.values import plain
from shop.payment.transfer.telling import digest

BOOKED, TIME, CONTENT = "booked", "time", "content"
CREDIT, DEBIT, AMOUNT = "credit", "debit", "amount"
REFERENCE, IGNORED = "reference", "ignored"
#: What a heading may stand for, in the words of the staff.
COLUMN_CHOICES = (
    (BOOKED, _("Day, or day and time, of the transfer")),
    (TIME, _("Time of the transfer")),
    (CONTENT, _("Content")),
    (CREDIT, _("Money in")),
    (DEBIT, _("Money out")),
    (AMOUNT, _("Amount, with a minus for money out")),
    (REFERENCE, _("The bank's number of the transfer")),
    (IGNORED, _("Leave this column out")),
)
_HEADINGS = {
    BOOKED: (
        *("ngay giao dich", "ngay gd", "ngay gio", "ngay hach toan", "ngay thuc hien", "ngay"),
        *("thoi gian giao dich", "thoi gian", "transaction date", "posting date", "date"),
    ),
    TIME: ("gio giao dich", "gio", "time"),
    CONTENT: (
        *("noi dung", "dien giai", "mo ta", "chi tiet giao dich", "ghi chu"),
        *("description", "transaction detail", "details", "remark", "narrative", "content"),
    ),
    CREDIT: (
        *("ghi co", "so tien ghi co", "phat sinh co", "ps co", "tien vao", "so tien vao"),
        *("so tien co", "co", "credit"),
    ),
    DEBIT: (
        *("ghi no", "so tien ghi no", "phat sinh no", "ps no", "tien ra", "so tien ra"),
        *("so tien no", "no", "debit"),
    ),
    AMOUNT: ("so tien", "gia tri", "amount", "transaction amount"),
    REFERENCE: (
        *("so tham chieu", "ma tham chieu", "ma giao dich", "ma gd", "so but toan", "so chung tu"),
        *("so ct", "so gd", "so giao dich", "reference", "ref", "transaction id", "transaction no"),
        "doc no",
    ),
    IGNORED: (
        *("so du", "balance", "stt", "no.", "so tai khoan", "tai khoan", "account", "ten", "ngan"),
        *("ngay hieu luc", "value date", "loai", "don vi"),
    ),
}
_BEGINNINGS = sorted(
    ((heading, column) for column, headings in _HEADINGS.items() for heading in headings),
    key=lambda pair: -len(pair[0]),
)
#: Rows above the table: name of the bank, account, period.
_ABOVE = 60


class ColumnsUnclear(ValueError):
    """No row of the file heads a day, a content and an amount."""


def recognise(heading: str) -> str:
    """Return what a heading stands for; empty where nobody knows it."""
    key = heading_key(heading)
    for beginning, column in _BEGINNINGS:
        if key == beginning or key.startswith(f"{beginning} "):
            return column
    return ""


def headings_of(row: GridRow) -> list[str]:
    """Return the cells of a row of headings, each on one line."""
    return [plain(cell) for cell in row.cells]


def find_header(rows: Sequence[GridRow], layouts: Mapping[str, Mapping[str, str]]) -> int | None:
    """Return where the row of headings stands, by what is remembered or known; None for nowhere."""
    best, at = 2, None
    for index, row in enumerate(rows[:_ABOVE]):
        if signature_of(headings_of(row)) in layouts:
            return index
        known = {recognise(cell) for cell in row.cells} - {"", IGNORED}
        if len(known) > best:
            best, at = len(known), index
    return at


def guess_header(rows: Sequence[GridRow]) -> int | None:
    """Return the first row of three or more texts without a digit: headings of an unknown bank."""
    for index, row in enumerate(rows[:_ABOVE]):
        filled = [cell for cell in row.cells if cell.strip()]
        if len(filled) > 2 and not any(map(str.isdigit, "".join(filled))):
            return index
    return None


def signature_of(headings: Sequence[str]) -> str:
    """Return by what a bank's layout is known again."""
    return digest(*map(heading_key, headings))


def assign_columns(headings: Sequence[str], chosen: Mapping[str, str]) -> list[str]:
    """Return the column of each heading, each column once; what was `chosen` goes first."""
    keys = [heading_key(heading) for heading in headings]
    columns = [chosen.get(key, "") for key in keys]
    taken = {column for column in columns if column} - {IGNORED}
    for index, heading in enumerate(headings):
        if columns[index]:
            continue
        column = recognise(heading)
        columns[index] = IGNORED if not column or column in taken else column
        taken.add(columns[index])
    return columns


def are_enough(columns: Sequence[str]) -> bool:
    """Whether a transfer can be read from these columns."""
    return {BOOKED, CONTENT} <= {*columns} and bool({CREDIT, AMOUNT} & {*columns})
