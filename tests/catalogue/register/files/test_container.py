"""Bad input: whatever is sent becomes a register or one sentence that an official understands."""

import io
import resource
import time
import zipfile
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import RegisterFile
from catalogue.register.files.grid import ROW_LIMIT
from catalogue.register.reading import read_register
from tests.register_files import edited, ods, ods_table, packed, xls, xlsx

HEADER = ("Tên sản phẩm", "Hạng sao")
GOOD = xlsx([HEADER, ("Mật ong", 4)])
SHEET = "xl/worksheets/sheet1.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(RegisterFileError) as caught:
        read_register(data)
    return str(caught.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"\0" * 4096, "Tệp rỗng"),
        (b"%PDF-1.7\n...", "tệp PDF"),
        (b"\x89PNG\r\n\x1a\n", "hình ảnh"),
        (b"{\\rtf1 }", "văn bản Word"),
        (b"Rar!\x1a\x07\x00", "tệp nén"),
        (b"<html><table><tr><td>STT</td></tr></table></html>", "trang web mang tên tệp Excel"),
        (packed(word__document_dot_xml="<w/>"), "văn bản Word"),
        (packed(ppt__presentation_dot_xml="<p/>"), "bản trình chiếu"),
        (packed(xl__workbook_dot_bin=b"x"), ".xlsb"),
        (packed(danh_sach_dot_csv="a"), "tệp nén"),
        (GOOD[: len(GOOD) // 2], "bị hỏng"),
        (b"PK\x03\x04" + b"x" * 100, "bị hỏng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "bị hỏng"),
        (xls()[:3000], "bị hỏng"),
        (edited(GOOD, SHEET, lambda text: text[: len(text) // 2]), "bị hỏng"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + b"\0" * 600
            + "EncryptedPackage".encode("utf-16-le"),
            "có mật khẩu",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "WordDocument".encode("utf-16-le"),
            "văn bản Word",
        ),
    ],
)
def test_files_that_are_no_register(data, words):
    assert words in refusal(data)


def test_an_ods_with_a_password():
    file = edited(
        ods(ods_table([HEADER])), "META-INF/manifest.xml", lambda _text: "<m:encryption-data/>"
    )
    assert "có mật khẩu" in refusal(file)


def test_a_large_file_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "lon.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(RegisterFileError, match="200 MB"):
        read_register(path)


def test_a_zip_bomb_is_never_unpacked():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _turn in range(300):
                part.write(b"\0" * 1024 * 1024)
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    assert "bung ra quá lớn" in refusal(file.getvalue())
    assert time.monotonic() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_that_multiply_are_not_expanded(encoding):
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">{laughs}]>'
        "<worksheet>&l9;</worksheet>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, text.encode(encoding) if name == SHEET else old.read(name))
    assert "có thể gây hại" in refusal(file.getvalue())


def test_a_hundred_sheets_are_read():
    file = xlsx(*([HEADER, (f"Chè {number}", 4)] for number in range(100)))
    assert len(read_register(file).lines) == 100


def test_more_sheets_than_any_province_has_communes_are_refused():
    assert "hơn 200 trang" in refusal(xlsx(*([HEADER] for _number in range(201))))


def test_a_million_rows_that_are_only_declared_are_no_rows():
    rows = "".join(f'<row r="{number}" ht="15" customHeight="1"/>' for number in range(3, 400_003))
    file = edited(GOOD, SHEET, lambda text: text.replace("</sheetData>", f"{rows}</sheetData>"))
    assert len(read_register(file).lines) == 1


def test_a_cell_at_the_far_corner_takes_no_memory():
    corner = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c><c r="A1048576"/></row>'
    file = edited(GOOD, SHEET, lambda text: text.replace("</sheetData>", f"{corner}</sheetData>"))
    assert len(read_register(file).lines) == 1


def test_a_row_of_an_ods_that_is_repeated_to_the_end_is_formatting():
    row = '<table:table-row table:number-rows-repeated="1048000">{}</table:table-row>'
    cell = '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell>'
    table = ods_table([HEADER, ("Chè", 4)]).replace(
        "</table:table>", row.format(cell) + "</table:table>"
    )
    assert len(read_register(ods(table)).lines) == 2


def test_too_many_rows_with_text():
    rows = "Tên sản phẩm,Hạng sao\n" + "Chè,4\n" * (ROW_LIMIT + 1)
    assert "hơn 100.000 dòng" in refusal(rows.encode())


def readable(data: bytes) -> None:
    """Read bytes; nothing but a RegisterFileError may come of it."""
    with suppress(RegisterFileError):
        assert isinstance(read_register(data), RegisterFile)


@given(st.binary(max_size=400))
def test_any_bytes_are_a_register_or_refused(data):
    readable(data)


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "cp1258", "latin-1"]))
def test_any_text_under_a_header_is_a_register_or_refused(text, encoding):
    readable(f"Tên sản phẩm;Hạng sao;Số QĐ\n{text}".encode(encoding, "ignore"))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150, deadline=None)
@given(
    st.sampled_from([GOOD, xls(), ods(ods_table([HEADER, ("Chè", 4)]))]),
    st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=1, max_size=8)), max_size=6),
    st.floats(0.1, 1),
)
def test_a_spoilt_workbook_is_a_register_or_refused(data, changes, kept):
    spoilt = bytearray(data)
    for where, change in changes:
        at = int(where * len(spoilt))
        spoilt[at : at + len(change)] = change
    readable(bytes(spoilt[: max(8, int(kept * len(spoilt)))]))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=100, deadline=None)
@given(
    st.sampled_from(["xl/workbook.xml", "xl/styles.xml", SHEET, "xl/_rels/workbook.xml.rels"]),
    st.floats(0, 1),
    st.sampled_from(['r="A0"', "t=\"s\"><v>9999</v", "<v>x</v>", "<mergeCell ref=\"Z9:A1\"/>", "&#0;", "r=\"-1\""]),
)  # fmt: skip
def test_a_part_with_nonsense_in_it_is_a_register_or_refused(part, where, nonsense):
    def spoil(text: str) -> str:
        at = int(where * len(text))
        return text[:at] + nonsense + text[at:]

    readable(edited(GOOD, part, spoil))
