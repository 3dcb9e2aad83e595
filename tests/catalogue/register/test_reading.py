"""Files as people really save them: read where certain, refused in words where not."""

import unicodedata

import pytest
from catalogue.register.encoding import decode
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.reading import CELL_LIMIT, COLUMNS, read_register


def lines(path):
    return list(read_register(path).lines)


def refusal(path) -> str:
    with pytest.raises(RegisterFileError) as caught:
        lines(path)
    return str(caught.value)


class TestWhatIsRead:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_csv_of_every_office(self, register, row, encoding, delimiter):
        path = register(row(source="Báo; số 3, trang 1"), encoding=encoding, delimiter=delimiter)
        (line,) = lines(path)
        assert line.number == 2
        assert line.cells["product_name"] == "Mật ong hoa nhãn"
        assert line.cells["source"] == "Báo; số 3, trang 1"

    def test_excel_that_declares_its_separator(self, register, row):
        path = register(row(), delimiter=";")
        path.write_text("sep=;\r\n" + path.read_text())
        (line,) = lines(path)
        assert (line.number, line.cells["stars"]) == (3, "4")

    def test_columns_in_any_order_and_case(self, register, row):
        path = register(row(), columns=tuple(reversed(COLUMNS)))
        text = path.read_text()
        path.write_text(text.replace("product_name", " Product_Name "))
        assert lines(path)[0].cells["product_name"] == "Mật ong hoa nhãn"

    def test_extra_columns_are_told_and_left_out(self, register, row):
        path = register(row(ghi_chu="x"), columns=(*COLUMNS, "ghi_chu"))
        register_file = read_register(path)
        assert register_file.ignored == ("ghi_chu",)
        assert "ghi_chu" not in next(iter(register_file.lines)).cells

    def test_a_cell_of_several_lines_keeps_the_numbers_of_lines_right(self, register, row):
        path = register(row(source="dòng một\ndòng hai"), row(product_name="Chè"))
        assert [line.number for line in lines(path)] == [2, 4]

    def test_empty_lines_are_left_out(self, register, row):
        path = register(row())
        path.write_text(path.read_text() + ",,,\n\n")
        assert len(lines(path)) == 1

    def test_cells_too_few_and_too_many_are_counted(self, register, row):
        path = register(row())
        path.write_text(path.read_text() + "Chè,HTX\n" + ",".join("x" * 15) + "\n")
        assert [(line.missing, line.surplus) for line in lines(path)] == [(0, 0), (11, 0), (0, 2)]

    def test_xlsx(self, tmp_path, row):
        path = tmp_path / "so-bo.xlsx"
        book = Workbook()
        book.active.append(COLUMNS)
        facts = row(stars=4, certified_year=2024.0, price_vnd=185000)
        book.active.append([facts[column] for column in COLUMNS])
        book.save(path)
        (line,) = lines(path)
        assert (line.number, line.cells["stars"], line.cells["certified_year"]) == (2, "4", "2024")
        assert line.cells["price_vnd"] == "185000"


class TestWhatIsRefused:
    def test_missing_file(self, tmp_path):
        assert "Không mở được" in refusal(tmp_path / "khong-co.csv")

    def test_wrong_header_names_what_misses_and_what_was_meant(self, register, row):
        path = register(row())
        path.write_text(path.read_text().replace("producer_name", "producer name"))
        message = refusal(path)
        assert message.startswith("Dòng 1:")
        assert "Thiếu cột: producer_name." in message
        assert "Có phải cột “producer name” là “producer_name” không?" in message

    def test_empty_file(self, tmp_path):
        path = tmp_path / "rong.csv"
        path.touch()
        assert "Thiếu cột" in refusal(path)

    def test_header_with_a_column_twice(self, register, row):
        path = register(row())
        path.write_text("stars," + path.read_text())
        assert "stars" in refusal(path)

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_utf_16_is_named(self, register, row, encoding):
        message = refusal(register(row(), encoding=encoding))
        assert "UTF-16" in message
        assert "CSV UTF-8" in message

    def test_windows_1258_is_named_with_its_line(self, register, row, tmp_path):
        path = register(row(product_name="Che"), row())
        text = path.read_text()
        split = "".join(_for_1258(letter) for letter in text)
        path.write_bytes(split.encode("cp1258"))
        message = refusal(path)
        assert "windows-1258" in message
        assert message.startswith("Dòng 2:")

    def test_another_code_page_is_not_guessed(self, register, row):
        path = register(row())
        path.write_bytes(path.read_bytes() + "Œuf,Zürich".encode("cp1252"))
        assert "không nhận ra bảng mã" in refusal(path)

    def test_ten_megabytes_in_a_cell(self, register, row):
        message = refusal(register(row(), row(source="x" * 10 * 1024 * 1024)))
        assert message.startswith("Dòng 3:")
        assert "32 kB" in message

    def test_ten_megabytes_in_a_cell_of_the_header(self, tmp_path):
        path = tmp_path / "tieu-de.csv"
        path.write_text("x" * 10 * 1024 * 1024)
        assert "32 kB" in refusal(path)

    def test_many_bytes_in_few_letters(self, register, row):
        assert "32 kB" in refusal(register(row(source="ẵ" * (CELL_LIMIT // 2))))

    def test_a_quotation_mark_that_is_never_closed(self, register, row):
        path = register(row())
        path.write_text(path.read_text() + '"Chè,HTX,')
        message = refusal(path)
        assert message.startswith("Dòng 3:")
        assert "ngoặc kép" in message

    def test_old_excel(self, tmp_path):
        path = tmp_path / "cu.xls"
        path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
        assert ".xlsx" in refusal(path)

    def test_a_zip_that_is_no_workbook(self, tmp_path):
        path = tmp_path / "hong.xlsx"
        path.write_bytes(b"PK\x03\x04" + b"x" * 100)
        assert "Excel" in refusal(path)


def _for_1258(letter: str) -> str:
    """A letter as windows-1258 holds it: vowels composed, tones apart."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
        vowel = unicodedata.normalize("NFC", base + "".join(set(marks) - set(tones)))
        return vowel + "".join(tones)
    return letter


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data):
    try:
        assert isinstance(decode(data), str)
    except RegisterFileError as error:
        message = str(error)
        assert "Dòng" in message
