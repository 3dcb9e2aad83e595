"""Files as provinces send them: every row has one fate, and what is a product becomes a line."""

from datetime import date

import pytest
from django.utils import translation

from catalogue.register.exceptions import RegisterFileError
from catalogue.register.files.contents import ColumnsMissing, RowFate
from catalogue.register.files.delimited import CELL_LIMIT, delimited_grid
from catalogue.register.reading import COLUMNS, read_register
from tests import register_files
from tests.register_files import ods, ods_table, xls, xlsx

HEADER = ("STT", "Tên sản phẩm", "Chủ thể", "Tỉnh", "Hạng sao", "Số QĐ")


@pytest.fixture(autouse=True)
def vietnamese():
    with translation.override("vi"):
        yield


def lines(file):
    return list(read_register(file).lines)


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


def product(number: int = 1, name: str = "Mật ong", **cells):
    facts = dict(
        zip(HEADER, (number, name, "HTX Ong Vàng", "Trà Vinh", "4 sao", "12/QĐ-UBND"), strict=True)
    )
    return tuple((facts | cells).values())


def fates(file, sheet: int = 0) -> dict[str, int]:
    return {
        fate.value: count
        for fate, count in read_register(file).sheets[sheet].fates.items()
        if count
    }


def refusal(file) -> str:
    with pytest.raises(RegisterFileError) as caught:
        read_register(file)
    return str(caught.value)


class TestOurOwnHeadings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
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

    def test_columns_that_nobody_knows_are_told_and_left_out(self, register, row):
        path = register(row(mau_bao_bi="x"), columns=(*COLUMNS, "mau_bao_bi"))
        register_file = read_register(path)
        assert register_file.ignored == ("mau_bao_bi",)
        assert "mau_bao_bi" not in register_file.lines[0].cells

    def test_a_cell_of_several_lines_keeps_the_numbers_of_lines_right(self, register, row):
        path = register(row(source="dòng một\ndòng hai"), row(product_name="Chè"))
        assert [line.number for line in lines(path)] == [2, 4]

    def test_cells_too_few_and_too_many_are_counted(self, register, row):
        path = register(row())
        path.write_text(path.read_text() + "Chè,HTX\n" + ",".join("x" * 15) + "\n")
        assert [(line.missing, line.surplus) for line in lines(path)] == [(0, 0), (11, 0), (0, 2)]

    def test_a_header_without_the_lesser_columns_says_which(self):
        sheet = read_register(csv("product_name,stars", "Chè,4")).sheets[0]
        assert "producer_name" in sheet.absent

    def test_every_column_is_there_and_empty_where_the_file_has_none(self):
        (line,) = lines(csv("product_name,stars", "Chè,4"))
        assert set(COLUMNS) <= set(line.cells)
        assert line.cells["decision"] == ""


class TestHeadings:
    def test_titles_stand_above_and_the_header_anywhere(self):
        register_file = read_register(xlsx([("DANH SÁCH SẢN PHẨM OCOP",), (), HEADER, product()]))
        assert register_file.sheets[0].header_row == 3
        assert [line.row for line in register_file.lines] == [4]

    def test_two_rows_with_merged_cells(self):
        top = ("TT", "Tên sản phẩm", "Chủ thể", None, "Kết quả", None)
        below = (None, None, "Tên chủ thể", "Địa chỉ, điện thoại", "Điểm", "Phân hạng")
        row = (
            1,
            "Chả mực",
            "HTX Minh Anh",
            "Tổ 5, phường Bãi Cháy; ĐT: 0912 345 678",
            85.5,
            "★★★★",
        )
        file = xlsx([top, below, row], merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"))
        (line,) = lines(file)
        assert (line.cells["stars"], line.cells["producer_name"]) == ("4", "HTX Minh Anh")
        assert line.cells["commune"] == "phường Bãi Cháy"
        assert "0912" not in "".join(line.cells.values())

    def test_two_rows_of_a_csv_where_nothing_is_merged(self):
        file = csv(
            "STT;Tên sản phẩm;Chủ thể;;Quyết định;;Hạng sao",
            ";;Tên;Địa chỉ;Số;Ngày;",
            "1;Chè;HTX B;xã Cao;12/QĐ-UBND;20/12/2024;4 sao",
        )
        (line,) = lines(file)
        assert line.cells["decision"] == "12/QĐ-UBND (20/12/2024)"
        assert line.cells["producer_name"] == "HTX B"

    def test_a_row_of_data_right_under_the_header_is_no_second_header(self):
        (line,) = lines(csv("Tên sản phẩm;Kết quả;Hạng sao", "Chè;Đạt;5 sao"))
        assert line.cells["stars"] == "5"

    def test_columns_for_ticks(self):
        file = csv("Tên sản phẩm;3 sao;4 sao;5 sao", "Chè;;x;", "Mật;x;;", "Miến;x;x;")
        assert [line.cells["stars"] for line in lines(file)] == ["4", "3", ""]
        assert "nhiều hạng sao" in lines(file)[2].notes[0]

    def test_stars_that_were_asked_for_are_not_stars_that_were_given(self):
        (line,) = lines(csv("Tên sản phẩm;Hạng sao đề nghị;Hạng sao", "Chè;5;4"))
        assert line.cells["stars"] == "4"

    def test_two_columns_of_stars_that_differ_are_refused(self):
        message = refusal(csv("Tên sản phẩm;Hạng sao;Hạng sao", "Chè;4;5"))
        assert "cột B và cột C đều ghi hạng sao" in message

    def test_two_columns_of_stars_that_agree_are_one(self):
        (line,) = lines(csv("Tên sản phẩm;Kết quả;Xếp hạng", "Chè;4 sao;4"))
        assert line.cells["stars"] == "4"

    def test_a_unit_and_a_producer_may_have_the_same_heading(self):
        (line,) = lines(csv("Tên sản phẩm;Chủ thể;Sao;Giá;Đơn vị", "Chè;HTX B;4;120.000;hộp"))
        assert (line.cells["producer_name"], line.cells["unit"]) == ("HTX B", "hộp")

    def test_what_an_officer_chose_goes_before_the_dictionary(self):
        file = csv("Tên sản phẩm;Chủ thể;Đánh giá chung", "Chè;HTX B;4 sao")
        with pytest.raises(ColumnsMissing) as caught:
            read_register(file)
        assert [column.heading for column in caught.value.sheets[0].unknown] == ["Đánh giá chung"]
        (line,) = read_register(file, mapping={"danh gia chung": "stars"}).lines
        assert line.cells["stars"] == "4"

    def test_a_file_without_products_says_what_was_probably_meant(self):
        message = refusal(csv("Ten sanpham;Chủ thể;Xã", "Chè;HTX B;Cao"))
        assert "Phải có một dòng tiêu đề cột" in message
        assert "Có phải cột “Ten sanpham” là “Tên sản phẩm” không?" in message

    def test_a_second_table_under_other_headings(self):
        file = csv(
            "Tên sản phẩm;Hạng sao", "Chè;4", "Hạng sao;Chủ thể;Tên sản phẩm", "3 sao;HTX B;Mật ong"
        )
        assert [(line.cells["product_name"], line.cells["stars"]) for line in lines(file)] == [
            ("Chè", "4"),
            ("Mật ong", "3"),
        ]


class TestTitles:
    def test_decision_province_and_district_are_taken_where_a_row_says_nothing(self):
        file = csv(
            "UBND TỈNH QUẢNG NINH;;",
            "(Kèm theo Quyết định số 55/QĐ-UBND ngày 01 tháng 02 năm 2024 của UBND huyện Ba Chẽ);;",
            "Tên sản phẩm;Hạng sao;Số QĐ",
            "Chè;4 sao;",
            "Mật ong;3 sao;77/QĐ-UBND (05/03/2024)",
        )
        register_file = read_register(file)
        first, second = register_file.lines
        assert first.cells["decision"] == "55/QĐ-UBND huyện Ba Chẽ (01/02/2024)"
        assert first.cells["province_at_certification"] == "Quảng Ninh"
        assert second.cells["decision"] == "77/QĐ-UBND (05/03/2024)"
        assert "quyết định 55/QĐ-UBND huyện Ba Chẽ (01/02/2024) lấy theo tên bảng (1)" in (
            register_file.sheets[0].notes
        )

    def test_a_row_of_another_year_does_not_get_the_decision_of_the_title(self):
        file = csv(
            "Quyết định số 12/QĐ-UBND ngày 20/12/2024;;", "Tên sản phẩm;Hạng sao;Năm", "Chè;4;2022"
        )
        assert lines(file)[0].cells["decision"] == ""

    def test_a_draft_without_a_number_proves_nothing(self):
        file = csv(
            "(Kèm theo Quyết định số     /QĐ-UBND ngày   /12/2024);", "Tên sản phẩm;Sao", "Chè;4"
        )
        register_file = read_register(file)
        assert register_file.lines[0].cells["decision"] == ""
        assert any("dự thảo" in note for note in register_file.sheets[0].notes)

    @pytest.mark.parametrize(
        "before", ["Căn cứ", "Thực hiện kế hoạch theo", "Kèm theo Tờ trình sửa đổi"]
    )
    def test_a_decision_that_a_list_only_rests_on_is_not_its_own(self, before):
        title = f"{before} Quyết định số 12/QĐ-UBND ngày 20/12/2024 của UBND tỉnh;"
        assert lines(csv(title, "Tên sản phẩm;Sao", "Chè;4"))[0].cells["decision"] == ""

    def test_a_list_of_proposals_gives_no_stars(self):
        file = csv(
            "DANH SÁCH SẢN PHẨM ĐỀ NGHỊ CÔNG NHẬN NĂM 2026;;",
            "Tên sản phẩm;Sao;Số QĐ",
            "Chè;4;",
            "Mật ong;3;12/QĐ-UBND (20/12/2024)",
        )
        register_file = read_register(file)
        assert [line.cells["stars"] for line in register_file.lines] == ["", "3"]
        assert register_file.lines[0].cells["certified_year"] == ""
        assert any("danh sách đề nghị" in note for note in register_file.sheets[0].notes)

    def test_a_list_up_to_a_year_gives_no_year(self):
        file = csv("SẢN PHẨM ĐƯỢC CÔNG NHẬN ĐẾN NĂM 2025;", "Tên sản phẩm;Sao", "Chè;4")
        assert lines(file)[0].cells["certified_year"] == ""

    def test_a_list_of_one_rank_may_do_without_the_column(self):
        file = csv("DANH SÁCH SẢN PHẨM ĐẠT 5 SAO;;", "STT;Tên sản phẩm;Chủ thể", "1;Chè;HTX B")
        assert lines(file)[0].cells["stars"] == "5"


class TestRowsThatAreNoProducts:
    def test_sections_totals_signatures_and_numbers_of_columns(self):
        file = xlsx(
            [
                HEADER,
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"),
                ("I. NHÓM THỰC PHẨM",),
                product(),
                (),
                (None, "Tổng cộng: 1 sản phẩm"),
                ("Ghi chú: * đánh giá lại",),
                (None, None, None, None, "Trà Vinh, ngày 12 tháng 3 năm 2025"),
                ("Nơi nhận:", None, None, None, "KT. CHỦ TỊCH"),
                (None, None, None, None, "Nguyễn Văn A"),
            ]
        )
        assert fates(file) == {
            "header": 2,
            "section": 1,
            "line": 1,
            "empty": 1,
            "total": 1,
            "note": 1,
            "signature": 3,
        }
        assert lines(file)[0].cells["group"] == "thuc_pham"

    def test_a_section_gives_what_a_row_misses_and_ends_with_the_next_of_its_kind(self):
        file = csv(
            "STT;Tên sản phẩm;Chủ thể;Hạng sao",
            "I;SẢN PHẨM 5 SAO;;",
            "A;Nhóm thực phẩm;;",
            "1;Chè;HTX B;",
            "2;Mật ong;HTX B;3 sao",
            "II;SẢN PHẨM 4 SAO;;",
            "3;Vải lanh;HTX C;",
        )
        assert [(line.cells["stars"], line.cells["group"]) for line in lines(file)] == [
            ("5", "thuc_pham"),
            ("3", "thuc_pham"),
            ("4", ""),
        ]

    def test_sections_of_places(self):
        file = csv(
            "STT;Tên sản phẩm;Hạng sao", "I;Huyện Ba Chẽ;", "1;Chè;4", "II;Phường Hà An;", "2;Mật;3"
        )
        assert [(line.cells["district"], line.cells["commune"]) for line in lines(file)] == [
            ("Huyện Ba Chẽ", ""),
            ("", "Phường Hà An"),
        ]

    def test_a_repeated_header_is_no_row(self):
        header = ",".join(HEADER)
        file = csv(header, "1,Chè,HTX B,Trà Vinh,4,", header, "2,Mật,HTX B,Trà Vinh,3,")
        assert fates(file) == {"header": 2, "line": 2}

    @pytest.mark.parametrize("name", ["Tổng hợp hạt sấy", "Cộng đồng trà", "Giám đốc trà", "A Phủ"])
    def test_products_whose_names_sound_like_other_rows(self, name):
        assert [
            line.cells["product_name"] for line in lines(xlsx([HEADER, product(name=name)]))
        ] == [name]

    def test_counts_add_up_to_the_last_row(self):
        file = xlsx([("TIÊU ĐỀ",), (), HEADER, product(), (), ("Tổng cộng: 1",)])
        assert read_register(file).fates.total() == 6


class TestCells:
    def test_merged_cells_are_filled_down(self):
        rows = [
            HEADER,
            product(1, "Trà A"),
            product(2, "Trà B", **{"Chủ thể": None}),
            product(3, "Trà C"),
        ]
        found = lines(xlsx(rows, merged=("C2:C3",)))
        assert [line.cells["producer_name"] for line in found] == ["HTX Ong Vàng"] * 3

    @pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "Err:502"])
    @pytest.mark.parametrize("column", ["Tên sản phẩm", "Chủ thể", "Tỉnh", "Hạng sao", "Số QĐ"])
    def test_an_error_where_it_matters_refuses_the_row(self, error, column):
        register_file = read_register(xlsx([HEADER, product(**{column: error})]))
        assert not register_file.lines
        (row,) = (row for row in register_file.left_out if row.fate == RowFate.REFUSED)
        assert f"bị lỗi {error}" in row.reason

    def test_an_error_in_a_lesser_cell_is_left_empty_and_told(self):
        (line,) = lines(csv("Tên sản phẩm;Hạng sao;Giá", "Chè;4;#N/A"))
        assert line.cells["price_vnd"] == ""
        assert "để trống" in line.notes[0]

    def test_a_formula_without_a_value_refuses_the_row(self):
        register_file = read_register(xlsx([HEADER, product(name='=UPPER("mật ong")')]))
        assert "công thức chưa có kết quả (ô B2)" in register_file.left_out[-1].reason

    def test_text_that_looks_like_a_formula_is_text(self):
        (line,) = lines(
            csv("Tên sản phẩm;Hạng sao;Số QĐ", '"=HYPERLINK(""http://x"";""y"")";4;+cmd|x')
        )
        assert line.cells["product_name"] == '=HYPERLINK("http://x";"y")'
        assert line.cells["decision"] == "+cmd|x"

    def test_garbled_names_become_no_entries(self):
        register_file = read_register(csv("Tên sản phẩm;Hạng sao", "M?t ong r?ng;4", "Chè xanh;4"))
        assert [line.cells["product_name"] for line in register_file.lines] == ["Chè xanh"]
        assert "bị lỗi phông chữ: “M?t ong r?ng”" in register_file.left_out[-1].reason

    def test_tcvn3_in_a_unicode_file_is_read_and_told(self):
        register_file = read_register(
            csv("Tên sản phẩm;Chủ thể;Hạng sao", *(
                register_files.tcvn3(name) + ";" + register_files.tcvn3("Hợp tác xã Bãi Cháy") + ";4"
                for name in ("Chả mực", "hộp ruốc", "Trà hoa vàng")
            ))
        )  # fmt: skip
        assert [line.cells["product_name"] for line in register_file.lines] == [
            "Chả mực",
            "hộp ruốc",
            "Trà hoa vàng",
        ]
        assert register_file.notes == ("Chữ trong tệp được đọc theo bảng mã TCVN3 (ABC).",)

    def test_days_of_excel_are_days(self):
        rows = [
            ("Tên sản phẩm", "Sao", "Ngày cấp", "Hết hạn"),
            ("Chè", 4, date(2025, 3, 12), 46823),
        ]
        (line,) = lines(xlsx(rows))
        assert (line.cells["decision"], line.cells["valid_until"]) == ("12/03/2025", "11/03/2028")

    def test_a_last_day_is_a_day_or_told(self):
        file = csv(
            "Tên sản phẩm;Sao;Hết hạn",
            "Chè;4;ngày 1 tháng 6 năm 2026",
            "Mật;4;36 tháng",
            "Trà;4;31/02/2026",
        )
        assert [line.cells["valid_until"] for line in lines(file)] == ["01/06/2026", "", ""]
        assert [bool(line.notes) for line in lines(file)] == [False, False, True]

    @pytest.mark.parametrize("column", ["Tình trạng", "Ghi chú"])
    def test_a_row_that_says_withdrawn_carries_it_where_it_is_read(self, column):
        (line,) = lines(csv(f"Tên sản phẩm;Sao;Số QĐ;{column}", "Chè;4;12/QĐ-UBND;Đã thu hồi"))
        assert line.cells["decision"] == "12/QĐ-UBND; thu hồi"
        assert line.notes == ("dòng ghi “Đã thu hồi”",)

    def test_stars_that_were_withdrawn_in_their_own_cell(self):
        (line,) = lines(csv("Tên sản phẩm;Sao;Số QĐ", "Chè;4 sao (thu hồi);12/QĐ-UBND"))
        assert line.cells["stars"] == "4 sao (thu hồi)"
        assert line.cells["decision"] == "12/QĐ-UBND; thu hồi"

    @pytest.mark.parametrize("column", ["Ghi chú", "Tình trạng"])
    def test_a_month_of_the_end_in_a_remark_says_until_when(self, column):
        file = csv(f"Tên sản phẩm;Sao;Số QĐ;{column}", "Chè;4;12/QĐ-UBND;Hết hạn 12/2027")
        (line,) = lines(file)
        assert line.cells["decision"] == "12/QĐ-UBND; hiệu lực đến 12/2027"

    def test_what_is_added_to_a_long_decision_is_not_cut_off(self):
        long = "12/QĐ-UBND " + "của Chủ tịch UBND tỉnh " * 12
        file = csv("Tên sản phẩm;Sao;Số QĐ;Hiệu lực", f"Chè;4;{long};24 tháng")
        (line,) = lines(file)
        assert len(line.cells["decision"]) <= 255
        assert line.cells["decision"].endswith("; hiệu lực 24 tháng")


class TestSheets:
    def test_every_visible_sheet_is_read_and_numbers_are_its_own(self):
        register_file = read_register(
            xlsx([HEADER, product()], [HEADER, product(name="Chè")], names=("Ba Chẽ", "Vân Đồn"))
        )
        assert [(line.sheet, line.row) for line in register_file.lines] == [
            ("Ba Chẽ", 2),
            ("Vân Đồn", 2),
        ]
        assert len({line.number for line in register_file.lines}) == 2
        assert register_file.place(register_file.lines[1].number) == "Trang “Vân Đồn”, dòng 2"

    def test_hidden_sheets_are_told(self):
        def hide(book):
            book.worksheets[0].sheet_state = "hidden"

        file = xlsx(
            [HEADER, product(name="Ẩn")], [HEADER, product()], names=("Cũ", "Mới"), change=hide
        )
        register_file = read_register(file)
        assert [line.cells["product_name"] for line in register_file.lines] == ["Mật ong"]
        assert register_file.notes == (
            "Trang ẩn không được đọc: Cũ. Nếu cần, hãy hiện trang rồi gửi lại.",
        )

    def test_hidden_rows_are_told(self):
        def hide(book):
            book.worksheets[0].row_dimensions[3].hidden = True

        file = xlsx([HEADER, product(), product(name="Ẩn")], change=hide)
        assert fates(file) == {"header": 1, "line": 1, "hidden": 1}
        assert any("dòng ẩn" in note for note in read_register(file).sheets[0].notes)

    def test_hidden_columns_are_read_and_told(self):
        def hide(book):
            book.worksheets[0].column_dimensions["B"].hidden = True

        (sheet,) = read_register(xlsx([HEADER, product()], change=hide)).sheets
        assert any("cột ẩn" in note and note.endswith(": B") for note in sheet.notes)

    def test_a_sheet_without_a_list_is_told_and_the_others_are_read(self):
        register_file = read_register(xlsx([("Bìa",)], [HEADER, product()]))
        assert len(register_file.lines) == 1
        assert register_file.sheets[0].header_row is None
        assert "không có bảng sản phẩm" in register_file.sheets[0].notes[0]

    @pytest.mark.parametrize("dimension", ["A1", "A1:B2", "A1:XFD1048576"])
    def test_wrong_dimensions_hide_no_row(self, dimension):
        file = register_files.edited(
            xlsx([HEADER, *(product(name=f"Chè {number}") for number in range(8))]),
            "xl/worksheets/sheet1.xml",
            lambda text: text.replace('ref="A1:F9"', f'ref="{dimension}"'),
        )
        assert len(lines(file)) == 8

    def test_xls(self):
        register_file = read_register(xls())
        first, second = register_file.lines
        assert first.cells["decision"] == "12/QĐ-UBND (12/03/2025)"
        assert second.cells["producer_name"] == "HTX Ba Chẽ"
        assert register_file.sheets[0].fates[RowFate.HIDDEN] == 1
        assert "Cũ" in register_file.notes[0]

    def test_ods(self):
        spanned = '<table:table-cell table:number-rows-spanned="2"><text:p>HTX B</text:p></table:table-cell>'
        day = '<table:table-cell office:value-type="date" office:date-value="2025-03-12"/>'
        table = ods_table(
            [
                ("Tên sản phẩm", "Chủ thể", "Hạng sao", "Ngày cấp"),
                ("Chè", spanned, 4, day),
                ("Mật ong", "<table:covered-table-cell/>", "3 sao", day),
                ("=", '<table:table-cell table:formula="of:=A1"/>', 3, day),
            ]
        )
        columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
        table = table.replace("<table:table-row", f"{columns}<table:table-row", 1)
        hidden = ods_table([("Tên sản phẩm", "Sao"), ("Ẩn", 5)], name="Cũ", style="hidden")
        register_file = read_register(ods(hidden, table))
        assert [line.cells["producer_name"] for line in register_file.lines] == ["HTX B", "HTX B"]
        assert register_file.lines[0].cells["decision"] == "12/03/2025"
        assert register_file.left_out[-1].fate == RowFate.REFUSED
        assert "Cũ" in register_file.notes[0]
        assert any(note.endswith(": B") for note in register_file.sheets[0].notes)


class TestWhatIsRefused:
    def test_missing_file(self, tmp_path):
        assert "Không mở được" in refusal(tmp_path / "khong-co.csv")

    def test_another_code_page_is_not_guessed(self, register, row):
        path = register(row())
        path.write_bytes(path.read_bytes() + "Œuf,Zürich".encode("cp1252"))
        assert "không nhận ra bảng mã" in refusal(path)

    def test_ten_megabytes_in_a_cell(self, register, row):
        message = refusal(register(row(), row(source="x" * 10 * 1024 * 1024)))
        assert message.startswith("Dòng 3:")
        assert "32 kB" in message

    def test_many_bytes_in_few_letters(self, register, row):
        assert "32 kB" in refusal(register(row(source="ẵ" * (CELL_LIMIT // 2))))

    def test_a_quotation_mark_that_is_never_closed(self, register, row):
        path = register(row())
        path.write_text(path.read_text() + '"Chè,HTX,')
        message = refusal(path)
        assert message.startswith("Dòng 3:")
        assert "ngoặc kép" in message


def test_commas_in_cells_part_nothing_where_the_heading_has_none():
    grid = delimited_grid("Mã;Thu hộ;Cước\n1;1,250,000.00;18,000.00\n2;99,000.00;18,000.00\n")
    assert [row.cells for row in grid.rows][1] == ["1", "1,250,000.00", "18,000.00"]
