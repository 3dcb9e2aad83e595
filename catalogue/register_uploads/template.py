"""The template for officers: headings that are understood, with choices where the words are fixed."""

from collections.abc import Sequence
from typing import IO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.models import Province
from catalogue.models.producer import ProducerKind

#: Rows that have the choices; far more than a province has products.
LAST_ROW = 2000
WIDTH, WIDE = 16, 34
_LISTS = "Danh mục"
#: Heading → width. The words are those of the annexes to provincial decisions.
HEADINGS = {
    "STT": 6,
    "Tên sản phẩm": WIDE,
    "Tên chủ thể": WIDE,
    "Loại hình chủ thể": WIDTH,
    "Nhóm sản phẩm": WIDE,
    "Xã/phường": WIDTH,
    "Tỉnh/thành phố": WIDTH,
    "Số sao": 9,
    "Số quyết định": WIDTH,
    "Ngày quyết định": WIDTH,
    "Mã sản phẩm": WIDTH,
    "Giá bán (đồng)": WIDTH,
    "Đơn vị tính": WIDTH,
    "Nguồn": WIDE,
}
STARS = ("3", "4", "5")
GROUPS = (
    "Thực phẩm",
    "Đồ uống",
    "Dược liệu và sản phẩm từ dược liệu",
    "Thủ công mỹ nghệ",
    "Sinh vật cảnh",
    "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
)


def write_template(file: IO[bytes]) -> None:
    """Write an empty register as XLSX; the lists behind its choices stand on a hidden sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sản phẩm OCOP"
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    _lay_headings(sheet)
    kinds = [str(kind.label) for kind in ProducerKind if kind != ProducerKind.UNKNOWN]
    provinces = list(Province.objects.order_by("name").values_list("name", flat=True))
    choices = {
        "Loại hình chủ thể": kinds,
        "Nhóm sản phẩm": GROUPS,
        "Tỉnh/thành phố": provinces,
        "Số sao": STARS,
    }
    for position, (heading, values) in enumerate(choices.items(), start=1):
        _offer(sheet, heading, _write_list(lists, position, values))
    book.save(file)


def _lay_headings(sheet: Worksheet) -> None:
    sheet.append(list(HEADINGS))
    sheet.freeze_panes = "C2"
    for position, width in enumerate(HEADINGS.values(), start=1):
        cell = sheet.cell(row=1, column=position)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(position)].width = width
    day = get_column_letter(_column("Ngày quyết định"))
    for row in range(2, 102):
        sheet[f"{day}{row}"].number_format = "dd/mm/yyyy"


def _column(heading: str) -> int:
    return list(HEADINGS).index(heading) + 1


def _write_list(lists: Worksheet, position: int, values: Sequence[str]) -> str:
    """Write one list and return its range as a formula."""
    for row, value in enumerate(values, start=1):
        lists.cell(row=row, column=position, value=value)
    letter = get_column_letter(position)
    return f"'{_LISTS}'!${letter}$1:${letter}${max(len(values), 1)}"


def _offer(sheet: Worksheet, heading: str, formula: str) -> None:
    """Offer a list under a heading; something else may be typed and is told when it is read."""
    choice = DataValidation(type="list", formula1=formula, allow_blank=True)
    choice.errorStyle = "warning"
    choice.errorTitle = heading
    choice.error = _("Please choose from the list.")
    letter = get_column_letter(_column(heading))
    choice.add(f"{letter}2:{letter}{LAST_ROW}")
    sheet.add_data_validation(choice)
