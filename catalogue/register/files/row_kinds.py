"""Telling a product row from totals, signatures, remarks, section lines and column numbers."""

import re
from dataclasses import dataclass

from catalogue.register.files.contents import RowFate
from catalogue.register.files.grid import GridRow, SheetGrid
from catalogue.register.files.header import Header
from catalogue.register.files.sections import meaning_of, style_of
from catalogue.register.files.values import RANKS, stars
from catalogue.text import fold

_COLUMN_NUMBER = re.compile(r"\(?\s*(\d{1,2})\s*\)?(?:\s*=.*)?|\(?[A-H]\)?")
_TOTAL = re.compile(r"(?:tong cong|tong so|cong|tong)(?: (?:cac )?(?:san pham|so|chung|\d).*)?")
_SIGNATURE = (
    *("noi nhan", "tm ubnd", "tm uy ban", "kt chu tich", "kt truong", "kt giam doc", "chu tich"),
    *("pho chu tich", "nguoi lap", "lap bieu", "truong phong", "pho truong phong", "thu truong"),
    *("da ky", "luu vt", "nhu tren", "nguoi tong hop", "xac nhan cua", "thu ky", "ke toan"),
    *("ky thay", "tl chu tich", "tuq", "chanh van phong", "giam doc so", "dai dien hoi dong"),
    *("ky boi", "chu tich hoi dong", "ho ten", "ky ten", "nguoi ky"),
)
_SIGNED_ON = re.compile(r"\bngay\b.{0,6}\bthang\b.{0,6}\bnam\b")
_REMARK = ("ghi chu", "luu y", "chu thich", "chu giai", "danh sach nay", "danh sach tren")
_FEW = 4


@dataclass
class RowKinds:
    """What the rows below one header are; a signature is remembered, for the names under it."""

    grid: SheetGrid
    header: Header
    _signed: bool = False

    def __post_init__(self) -> None:
        self._headings = {
            at: {part.casefold() for part in parts} for at, parts in self.header.headings.items()
        }

    def fate(self, row: GridRow) -> RowFate:
        """What a row is, as far as its form tells: a line unless something speaks against it."""
        texts = [cell.strip() for cell in row.cells if cell.strip()]
        if not texts:
            return RowFate.LINE
        if self._repeats_header(row):
            return RowFate.HEADER
        if _numbers_columns(texts):
            return RowFate.HEADER
        if self._is_product(row):
            self._signed = False
            return RowFate.LINE
        return self._other(row, texts)

    def _other(self, row: GridRow, texts: list[str]) -> RowFate:
        """What a row without producer and stars is."""
        folded = [fold(text) for text in texts]
        if any(_TOTAL.fullmatch(text) or text.startswith("tong cong") for text in folded[:2]):
            return RowFate.TOTAL
        if any(text.startswith(_SIGNATURE) or _SIGNED_ON.search(text) for text in folded):
            self._signed = True
            return RowFate.SIGNATURE
        if self._signed and len(texts) <= _FEW:
            return RowFate.SIGNATURE
        if folded[0].startswith(_REMARK) or texts[0].startswith(("*", "(*", "- ", "+ ")):
            return RowFate.NOTE
        if self._is_section(row, texts):
            return RowFate.SECTION
        stated = ("product_name", "producer_name", "stars")
        return RowFate.LINE if any(self._cell(row, name) for name in stated) else RowFate.NOTE

    def _cell(self, row: GridRow, column: str) -> str:
        at = self.header.columns.get(column)
        return row.cell(at).strip() if at is not None else ""

    def _is_product(self, row: GridRow) -> bool:
        """Whether a row names a product with a producer, stars or a decision."""
        if row.uncalculated:
            return True
        name = self._cell(row, "product_name")
        ranked = stars(self._cell(row, "stars")) in RANKS
        ticked = any(self._cell(row, f"stars_{number}") for number in (3, 4, 5))
        facts = ("producer_name", "decision", "product_code", "province_at_certification")
        named = any(self._cell(row, column) not in ("", name) for column in facts)
        return bool(name) and (ranked or ticked or named) and not _is_counted(name)

    def section_text(self, row: GridRow) -> str:
        """The words of a section line, its number before them: "I. Sản phẩm 5 sao"."""
        ordinal = self._cell(row, "ordinal")
        words = [cell.strip() for cell in row.cells if cell.strip()]
        rest = " ".join(dict.fromkeys(word for word in words if word != ordinal))
        return f"{ordinal.rstrip(' .')}. {rest}" if ordinal and rest else ordinal or rest

    def _repeats_header(self, row: GridRow) -> bool:
        """Whether a row says again what stands in the header, in at least two columns."""
        filled = [(at, cell.strip()) for at, cell in enumerate(row.cells) if cell.strip()]
        same = sum(text.casefold() in self._headings.get(at, ()) for at, text in filled)
        return same >= 2 and 2 * same >= len(filled)

    def _is_section(self, row: GridRow, texts: list[str]) -> bool:
        """Whether one text stands over the rows below, numbered or with a meaning of its own."""
        words = [text for text in texts if not text.replace(".", "").isdigit()]
        ordinal = self._cell(row, "ordinal")
        if not words or len(set(words) - {ordinal}) > 1:
            return False
        whole = self.section_text(row)
        if ordinal.replace(".", "").isdigit():
            return False
        if style_of(whole) in ("roman", "letter") or meaning_of(whole):
            return True
        spread = any(
            area.first_row == row.number and area.last_column - area.first_column >= 2
            for area in self.grid.merged
        )
        return spread or ("ordinal" in self.header.columns and not ordinal)


def _is_counted(name: str) -> bool:
    """Whether a name is a total: "Tổng cộng: 12 sản phẩm"."""
    folded = fold(name)
    return bool(_TOTAL.fullmatch(folded)) or folded.startswith(("tong cong", "tong so san pham"))


def _numbers_columns(texts: list[str]) -> bool:
    """Whether a row numbers the columns: (1) (2) (3), or 1 2 3, or A B 1 2."""
    if len(texts) < 3:
        return False
    matches = [_COLUMN_NUMBER.fullmatch(text) for text in texts]
    if not all(matches):
        return False
    numbers = [int(match[1]) for match in matches if match and match[1]]
    return len(numbers) >= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
