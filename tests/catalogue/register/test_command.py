"""manage.py import_register, as someone at a terminal sees it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from catalogue.models import RegisterEntry
from tests.register_files import xlsx

pytestmark = pytest.mark.django_db


def run(path, **options) -> str:
    out = StringIO()
    call_command("import_register", str(path), stdout=out, **options)
    return out.getvalue()


def test_the_summary_adds_up(books, register, row):
    printed = run(register(row(), row(product_name="Chè", stars="2"), row(product_name="Cà phê")))
    assert "Sổ bộ tính đến ngày 21/11/2026" in printed
    assert "đang bán" in printed
    assert "dưới 3\xa0sao" in printed
    assert "Số dòng trong tệp" in printed
    assert "Đã sửa" in printed
    assert "Ngày cập nhật" not in printed
    assert "search_index build" in printed


def test_a_second_run_says_that_nothing_changed(books, register, row):
    path = register(row())
    run(path)
    assert "0 tạo mới, 0 thay đổi" in run(path)


def test_check_says_that_nothing_was_written(books, register, row):
    assert "Chỉ kiểm tra: chưa ghi gì." in run(register(row()), check=True)
    assert RegisterEntry.objects.count() == 0


def test_messages_are_numbered_by_line_and_limited(books, register, row):
    path = register(*(row(product_name=f"Chè {number}", stars="9") for number in range(5)))
    printed = run(path, limit_messages=2)
    assert "Dòng 2: stars “9” không hợp lệ" in printed
    assert "Dòng 3:" in printed
    assert "Dòng 4:" not in printed
    assert "và 3 thông báo nữa" in printed


def test_an_unreadable_file_fails(books, tmp_path):
    path = tmp_path / "so-bo.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="tệp PDF"):
        run(path)


def test_a_workbook_is_told_sheet_by_sheet(books, tmp_path):
    header = ("STT", "Tên sản phẩm", "Chủ thể", "Nhóm", "Tỉnh", "Hạng sao", "Số QĐ", "Bao bì")
    facts = (
        "HTX Ong Vàng",
        "Thực phẩm",
        "tỉnh Trà Vinh",
        "4 sao",
        "12/QĐ-UBND ngày 20/12/2024",
        "hộp",
    )
    path = tmp_path / "so-bo.xlsx"
    path.write_bytes(
        xlsx(
            [header, (1, "Mật ong", *facts), ("Tổng cộng: 1 sản phẩm",)],
            [header, (1, "Chè", *facts), (2, "#REF!", *facts)],
            names=("Ba Chẽ", "Vân Đồn"),
        )
    )
    printed = run(path)
    assert "Trang “Vân Đồn”, dòng 3: “Tên sản phẩm” bị lỗi #REF! (ô B3)" in printed
    assert "dòng tổng cộng 1." in printed.replace("\n", " ")
    assert "Cột không dùng đến: Bao bì." in printed
    assert RegisterEntry.objects.count() == 2


def test_the_report_has_every_row_with_its_reason(books, register, row, tmp_path):
    run(register(row(), row(product_name=""), row()), report=tmp_path / "ket-qua.xlsx", check=True)
    (sheet,) = load_workbook(tmp_path / "ket-qua.xlsx").worksheets
    headings, *rows = sheet.iter_rows(values_only=True)
    assert headings[-2:] == ("Kết quả", "Lý do")
    kinds = [cells[-2] for cells in rows]
    assert kinds == ["sản phẩm mới", "không phải dòng sản phẩm", "dòng trùng"]
    assert all(cells[-1] for cells in rows)


def test_a_report_that_cannot_be_written_fails_in_words(books, register, row, tmp_path):
    with pytest.raises(CommandError, match="ket-qua"):
        run(register(row()), report=tmp_path / "khong-co" / "ket-qua.xlsx")


def test_refused_rows_do_not_fail(books, register, row):
    run(register(row(stars="9"), row(product_name="")), verbosity=1)


def test_quiet(books, register, row):
    assert run(register(row()), verbosity=0) == ""


def test_brackets_in_a_name_are_no_markup(books, register, row):
    assert "[bold]" in run(register(row(stars="[bold]")))
