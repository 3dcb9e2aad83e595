"""The columns of a spreadsheet of goods, and writing it: two to change, the others say what stood there."""

from collections.abc import Iterator
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from catalogue.spreadsheets import safe_cell
from shop.partner.models import Partner, StockRecord
from shop.partner.stock_records import offered_numbers

#: The words that are looked for, in Vietnamese whatever the page is read in; heading → width.
KEY, PRICE, AVAILABLE = "Mã hàng", "Giá (đồng)", "Số lượng bán được"
SEEN_PRICE, SEEN_AVAILABLE = "Giá khi tải về", "Số lượng khi tải về"
HEADINGS = {
    KEY: 14,
    "Sản phẩm": 40,
    "Đơn vị": 16,
    PRICE: 14,
    AVAILABLE: 20,
    SEEN_PRICE: 16,
    SEEN_AVAILABLE: 20,
}
NEEDED = (KEY, PRICE, AVAILABLE, SEEN_PRICE, SEEN_AVAILABLE)
_EXPLANATIONS = (
    ("Cột", "Cách điền"),
    (KEY, "Giữ nguyên: nhờ mã này cửa hàng biết dòng nào là sản phẩm nào."),
    (
        PRICE,
        "Sửa thành giá mới, đồng chẵn. Ví dụ: 185000 hoặc 185.000. Không sửa thì giá giữ nguyên.",
    ),
    (AVAILABLE, "Sửa thành số bạn có thể bán ngay, không tính hàng đã có người đặt. Ví dụ: 24."),
    (
        f"{SEEN_PRICE}, {SEEN_AVAILABLE}",
        "Giữ nguyên: để biết trong lúc bạn sửa có ai vừa mua hay đổi giá.",
    ),
    ("Dòng", "Có thể xoá bớt dòng không cần sửa. Không thêm dòng mới, không dùng công thức."),
)
_EDITED = PatternFill("solid", fgColor="FFF4D6")


def key_of(partner: int, record: int) -> str:
    """Return what names a line: seller and stock record."""
    return f"{partner}-{record}"


def goods_rows(partner: Partner) -> Iterator[list[Any]]:
    """Return a row for each thing that a seller offers, by name."""
    records = StockRecord.objects.filter(partner=partner).select_related("product")
    for record in records.order_by("product__title", "pk").iterator(chunk_size=2000):
        offered = offered_numbers(record)
        yield [
            key_of(partner.pk, record.pk),
            record.product.title,
            record.product.unit,
            offered.price,
            offered.available,
            offered.price,
            offered.available,
        ]


def write_goods(file: IO[bytes], partner: Partner) -> None:
    """Write the goods as XLSX, the cells to change in colour, with a sheet that explains them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Hàng của gian hàng")
    sheet.freeze_panes = "C2"
    for at, width in enumerate(HEADINGS.values(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append(_bold(sheet, HEADINGS))
    edited = [list(HEADINGS).index(name) for name in (PRICE, AVAILABLE)]
    for row in goods_rows(partner):
        cells = [safe_cell(value) for value in row]
        for at in edited:
            cells[at] = _coloured(sheet, cells[at])
        sheet.append(cells)
    guide = book.create_sheet("Hướng dẫn")
    guide.column_dimensions["A"].width, guide.column_dimensions["B"].width = 34, 90
    for heading, text in _EXPLANATIONS:
        guide.append([heading, text])
    book.save(file)


def _bold(sheet: Any, names: Any) -> list[Any]:
    cells = [WriteOnlyCell(sheet, value=name) for name in names]
    for cell in cells:
        cell.font = Font(bold=True)
    return cells


def _coloured(sheet: Any, value: Any) -> Any:
    cell = WriteOnlyCell(sheet, value=value)
    cell.fill = _EDITED
    return cell
