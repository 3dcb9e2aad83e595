"""Price and stock in a spreadsheet: seen first, applied once, undone as one, never over what was not seen."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from shop.partner.goods_sheets import processing
from shop.partner.goods_sheets.processing import process_waiting
from shop.partner.models import GoodsChange, GoodsUpload, StockRecord
from tests import makers, register_files
from tests.reading import as_read
from tests.shop.order.conftest import order_basket

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(partner):
    return makers.product("Trà", producer=partner.producer, price=90_000, stock=5)


def path_of(partner) -> str:
    return f"/nguoi-ban/{partner.pk}/hang/bang-tinh/"


def sheet_of(browser, partner) -> list[list]:
    """The rows of the file as it is downloaded, headings first."""
    answer = browser.get(path_of(partner), {"dinh-dang": "xlsx"})
    return [list(row) for row in load_workbook(BytesIO(answer.content)).worksheets[0].values]


def workbook(rows) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    return file.getvalue()


def send(browser, partner, data, name="hang.xlsx"):
    return browser.post(path_of(partner), {"file": SimpleUploadedFile(name, data)}, follow=True)


def changed(rows, title, **cells):
    """The rows with other numbers in one line."""
    row = next(row for row in rows if row[1] == title)
    for name, value in cells.items():
        row[{"price": 3, "available": 4}[name]] = value
    return rows


def press(browser, step):
    upload = GoodsUpload.objects.first()
    browser.post(f"/nguoi-ban/hang/bang-tinh/{upload.pk}/", {"step": step})
    process_waiting()


def numbers(product):
    record = product.stockrecords.get()
    return (int(record.price), record.num_in_stock)


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_what_changes_is_seen_then_applied_then_undone(owner, partner, honey, tea, kind):
    rows = changed(sheet_of(owner, partner), "Trà", price="95.000", available=7)
    data = {
        "xlsx": workbook,
        "ods": lambda rows: register_files.ods(
            register_files.ods_table([["" if c is None else c for c in row] for row in rows])
        ),
        "csv": lambda rows: "\n".join(";".join(str(c or "") for c in row) for row in rows).encode(),
    }[kind](rows)
    page = send(owner, partner, data, f"hang.{kind}")
    seen = [(change.before, change.after) for change, _is_steep in page.context["changes"]]
    assert seen == [(90_000, 95_000), (5, 7)]
    assert numbers(tea) == (90_000, 5)
    press(owner, "apply")
    assert (numbers(tea), numbers(honey)) == ((95_000, 7), (210_000, 10))
    press(owner, "undo")
    assert numbers(tea) == (90_000, 5)


def test_pressing_twice_changes_nothing_more(owner, partner, tea):
    send(owner, partner, workbook(changed(sheet_of(owner, partner), "Trà", price=95_000)))
    press(owner, "apply")
    StockRecord.objects.filter(product=tea).update(price=99_000)
    press(owner, "apply")
    assert numbers(tea)[0] == 99_000


def ask(browser, step):
    """Press a button of the newest sheet without a worker."""
    path = f"/nguoi-ban/hang/bang-tinh/{GoodsUpload.objects.first().pk}/"
    return browser.post(path, {"step": step}, follow=True)


def test_the_page_looks_again_until_the_worker_has_done_it(owner, partner, tea):
    send(owner, partner, workbook(changed(sheet_of(owner, partner), "Trà", price=95_000)))
    page = ask(owner, "apply")
    assert (page.headers["Refresh"], numbers(tea)[0]) == ("3", 90_000)
    assert "0 / 1 ô" in as_read(page)
    process_waiting()
    page = owner.get(page.request["PATH_INFO"])
    assert "Refresh" not in page.headers
    assert "Đã áp dụng" in as_read(page)


def test_pressing_twice_before_the_worker_comes_is_pressing_once(owner, partner, tea):
    send(owner, partner, workbook(changed(sheet_of(owner, partner), "Trà", price=95_000)))
    ask(owner, "apply")
    assert "đã làm rồi" in as_read(ask(owner, "apply"))
    process_waiting()
    process_waiting()
    assert numbers(tea)[0] == 95_000


def test_a_worker_that_died_is_told_of_and_the_next_goes_on_behind_it(
    owner, partner, honey, tea, monkeypatch, clock
):
    rows = changed(sheet_of(owner, partner), "Trà", price=95_000)
    send(owner, partner, workbook(changed(rows, "Mật ong rừng tràm", price=200_000)))
    ask(owner, "apply")
    monkeypatch.setattr(processing, "BATCH", 1)
    write, calls = processing._write, []

    def dies(*args, **named):
        calls.append(args)
        if len(calls) == 2:
            raise MemoryError
        return write(*args, **named)

    monkeypatch.setattr(processing, "_write", dies)
    with pytest.raises(MemoryError):
        process_waiting()
    assert GoodsChange.objects.filter(state="applied").count() == 1
    clock.shift(120)
    page = owner.get(f"/nguoi-ban/hang/bang-tinh/{GoodsUpload.objects.get().pk}/")
    assert "lâu hơn thường lệ" in as_read(page)
    process_waiting()
    assert (numbers(tea)[0], numbers(honey)[0]) == (95_000, 200_000)
    assert GoodsUpload.objects.get().state == "applied"


def test_a_sheet_that_kills_every_worker_is_given_back(owner, partner, tea, monkeypatch):
    send(owner, partner, workbook(changed(sheet_of(owner, partner), "Trà", price=95_000)))
    page = ask(owner, "apply")
    GoodsUpload.objects.update(attempts=processing.MOST_ATTEMPTS)
    process_waiting()
    page = owner.get(page.request["PATH_INFO"])
    assert "ấn lại" in as_read(page)
    press(owner, "apply")
    assert numbers(tea)[0] == 95_000


def test_a_sheet_from_before_a_sale_does_not_bring_the_pieces_back(
    owner, partner, honey, tea, ward
):
    rows = sheet_of(owner, partner)
    order_basket(makers.basket((honey, 2)), ward)
    page = as_read(send(owner, partner, workbook(changed(rows, "Trà", price=95_000))))
    assert GoodsChange.objects.count() == 1  # nobody touched the honey
    rows = changed(rows, "Mật ong rừng tràm", available=20)
    page = as_read(send(owner, partner, workbook(rows)))
    assert "số lượng đã thành 8" in page


def test_what_changed_between_looking_and_applying_is_left(owner, partner, tea):
    send(owner, partner, workbook(changed(sheet_of(owner, partner), "Trà", price=95_000)))
    StockRecord.objects.filter(product=tea).update(price=99_000)
    press(owner, "apply")
    assert numbers(tea)[0] == 99_000
    assert GoodsChange.objects.get().state == "stale"


def test_undoing_leaves_what_was_sold_meanwhile(owner, partner, tea, ward):
    rows = changed(sheet_of(owner, partner), "Trà", available=50, price=95_000)
    send(owner, partner, workbook(rows))
    press(owner, "apply")
    order_basket(makers.basket((tea, 2)), ward)
    press(owner, "undo")
    record = tea.stockrecords.get()
    assert (record.price, record.net_stock_level) == (90_000, 48)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda rows: [row[:5] for row in rows], "Tệp bị thiếu cột: Giá khi tải về"),
        (lambda rows: [row[1:] for row in rows], "Không trang tính nào có cột “Mã hàng”"),
        (lambda rows: changed(rows, "Trà", price="=90000*1.1"), "có công thức"),
        (
            lambda rows: [
                [c.replace("-", "9-", 1) if i and j == 0 else c for j, c in enumerate(row)]
                for i, row in enumerate(rows)
            ],
            "của gian hàng khác",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_says_why(owner, partner, tea, spoil, sentence):
    page = as_read(send(owner, partner, workbook(spoil(sheet_of(owner, partner)))))
    assert sentence in page
    assert not GoodsUpload.objects.exists()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04abc", b"%PDF-1.7", b"\x00" * 100])
def test_what_is_no_spreadsheet_says_why(owner, partner, data):
    answer = send(owner, partner, data)
    assert answer.context["form"].errors
    assert not GoodsUpload.objects.exists()


@pytest.mark.parametrize("price", ["rẻ", "-5", "0", "12.5", "1e99"])
def test_a_line_that_cannot_be_read_is_named_and_the_others_go_on(
    owner, partner, honey, tea, price
):
    rows = changed(sheet_of(owner, partner), "Trà", price=price)
    rows = changed(rows, "Mật ong rừng tràm", price=200_000)
    page = as_read(send(owner, partner, workbook(rows)))
    assert "không phải là giá" in page
    press(owner, "apply")
    assert (numbers(tea)[0], numbers(honey)[0]) == (90_000, 200_000)


def test_a_tenfold_price_is_asked_about(owner, partner, tea):
    rows = changed(sheet_of(owner, partner), "Trà", price=900_000)
    assert "Chênh gấp mười lần" in as_read(send(owner, partner, workbook(rows)))


def test_a_title_that_is_a_formula_is_text(owner, partner, tea):
    type(tea).objects.filter(pk=tea.pk).update(title="=HYPERLINK(1)")
    assert "'=HYPERLINK(1)" in [row[1] for row in sheet_of(owner, partner)]


def test_packers_and_strangers_neither_read_nor_write(packer, stranger, owner, partner, tea):
    data = workbook(changed(sheet_of(owner, partner), "Trà", price=95_000))
    send(owner, partner, data)
    upload = GoodsUpload.objects.get()
    for browser in (packer, stranger):
        for path in (path_of(partner), f"/nguoi-ban/hang/bang-tinh/{upload.pk}/"):
            assert browser.get(path).status_code == 404
            assert browser.post(path, {"step": "apply"}).status_code == 404
        assert browser.get(path_of(partner), {"dinh-dang": "xlsx"}).status_code == 404
    assert numbers(tea)[0] == 90_000
