"""Vietnamese of before Unicode: read for certain, or told and refused."""

import unicodedata

import pytest

from catalogue.register.files.delimited import decode
from catalogue.register.files.garbled import (
    is_garbled,
    mend,
    read_bytes,
    tcvn3,
    twice_utf_8,
    vni,
    windows_1258,
)
from catalogue.register.files.grid import GridRow
from tests import register_files

TEXT = "Chả mực Minh Anh, hợp tác xã thủy sản phường Bãi Cháy, hộp ba chẽ"


def for_1258(text: str) -> str:
    """The text as windows-1258 holds it: vowels composed, tones apart."""
    out = ""
    for letter in text:
        try:
            letter.encode("cp1258")
            out += letter
        except UnicodeEncodeError:
            base, *marks = unicodedata.normalize("NFD", letter)
            tones = [mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323"]
            kept = "".join(mark for mark in marks if mark not in tones)
            out += unicodedata.normalize("NFC", base + kept) + "".join(tones)
    return out


def rows(*columns: list[str]) -> list[GridRow]:
    return [
        GridRow(number, list(cells))
        for number, cells in enumerate(zip(*columns, strict=True), start=1)
    ]


class TestLetters:
    def test_tcvn3(self):
        assert tcvn3(register_files.tcvn3(TEXT)) == TEXT

    def test_capitals_of_tcvn3_follow_the_plain_letters(self):
        assert tcvn3("CH¶ MùC") == "CHẢ MỰC"
        assert tcvn3("TP H¹ Long") == "TP Hạ Long"
        assert tcvn3("Së NN") == "Sở NN"

    def test_vni(self):
        assert (
            vni("Chaû möïc Minh Anh, Ñaëc saûn Quaûng Ninh")
            == "Chả mực Minh Anh, Đặc sản Quảng Ninh"
        )
        assert vni("NGUYEÃN VAÊN HÖÔNG") == "NGUYỄN VĂN HƯƠNG"

    def test_windows_1258(self):
        western = for_1258(TEXT).encode("cp1258").decode("cp1252")
        assert windows_1258(western) == TEXT

    def test_utf_8_taken_for_a_western_code_page(self):
        assert twice_utf_8("Cháº£ má»±c") == "Chả mực"

    def test_tcvn3_that_vietnamese_windows_read(self):
        data = register_files.tcvn3("Trà hoa vàng thôn Đình").encode("latin-1")
        assert tcvn3(data.decode("cp1258")) == "Trà hoa vàng thôn Đình"


class TestBytes:
    def test_windows_1258_is_read_and_named(self):
        text, name = decode(for_1258(TEXT).encode("cp1258"))
        assert (text, name) == (TEXT, "windows-1258")
        assert unicodedata.is_normalized("NFC", text)

    def test_tcvn3_is_read_and_named(self):
        assert read_bytes(register_files.tcvn3(TEXT).encode("latin-1")) == (TEXT, "TCVN3 (ABC)")

    @pytest.mark.parametrize(
        "data", ["Œuf, Zürich, Käse".encode("cp1252"), b"\xff\xfe\xfd", b"\xe9"]
    )
    def test_other_bytes_are_not_guessed(self, data):
        assert read_bytes(data) is None


class TestSheets:
    def test_unicode_is_left_alone(self):
        sheet = rows(["Chả mực", "Đắk Lắk", "Cà phê Ê Đê", "Jalapeño sấy", "20°N", "Trà®"])
        before = [list(row.cells) for row in sheet]
        assert mend(sheet) == ""
        assert [row.cells for row in sheet] == before

    def test_a_whole_sheet_of_tcvn3_is_read_even_words_that_look_right(self):
        sheet = rows(
            [register_files.tcvn3(name) for name in ("Chả mực", "hộp", "Trà hoa vàng", "mật ong")]
        )
        assert mend(sheet) == "TCVN3 (ABC)"
        assert [row.cells[0] for row in sheet] == ["Chả mực", "hộp", "Trà hoa vàng", "mật ong"]

    def test_one_column_of_tcvn3_beside_unicode(self):
        names = [
            "Chả mực Minh Anh",
            "Trà hoa vàng",
            "Mật ong rừng",
            "Rượu ba kích",
            "Miến dong",
        ] * 4
        sheet = rows(
            [register_files.tcvn3(name) for name in names], [*map(str.upper, names)], names
        )
        assert mend(sheet) == "TCVN3 (ABC)"
        assert [row.cells for row in sheet] == [[name, name.upper(), name] for name in names]

    def test_a_cell_that_is_vietnamese_in_both_encodings_becomes_doubtful(self):
        names = ["Chả mực Minh Anh", "Trà hoa vàng", "Mật ong rừng", "Rượu ba kích"] * 3
        sheet = rows([*names, register_files.tcvn3("Nước mắm Cái Rồng"), "hép"])
        mend(sheet)
        assert sheet[-2].cells == ["Nước mắm Cái Rồng"]
        assert sheet[-1].doubtful == {0}
        assert not any(row.doubtful for row in sheet[:-1])


class TestGarbledNames:
    @pytest.mark.parametrize(
        "name", ["Kh«ng", "Ch¶ m", "Trµ d", "M¾m", "M?t ong", "Tr? d?", "Ch\ufffd", "Cháº£"]
    )
    def test_signs_inside_words_and_lost_letters(self, name):
        assert is_garbled(name)

    @pytest.mark.parametrize(
        "name",
        ["Chả mực", "Trà®", "Rượu 29°", "OCOP ★★★", "Có ngon không?", "Café ½ kg", "20°N", "Đ&Đ"],
    )
    def test_names_as_people_write_them(self, name):
        assert not is_garbled(name)
