"""What staff take out: orders and the reports of the CMS."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import Page

from shop.order.models import Order
from tests import makers
from tests.shop.conftest import Buyer

pytestmark = pytest.mark.django_db

FORMULA = '=HYPERLINK("http://x.example";"x")'


def table(answer) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.fixture
def order():
    """What a guest with a formula for a name has ordered."""
    guest = Buyer(Client(), makers.commune())
    guest.add(makers.product("Kẹo dừa", price=85_000, stock=5), 2)
    guest.fill(name=FORMULA)
    guest.place(guest.review())
    return Order.objects.get()


def test_orders_have_whole_dong_days_and_words(superuser, order):
    rows = table(superuser.get("/quan-tri/orders/?response_format=csv"))
    row = dict(zip(rows[0], rows[1], strict=True))
    assert list(row)[:3] == ["Mã đơn hàng", "Ngày đặt", "Tình trạng"]
    assert row["Tình trạng"] == "mới"
    assert row["Giá trị đặt (đồng)"] == str(int(order.total_incl_tax))
    assert row["Phải thu (đồng)"] == row["Giá trị đặt (đồng)"]
    assert row["Số món"] == "2"
    assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d", row["Ngày đặt"])


def test_a_guest_with_a_formula_for_a_name_runs_nowhere(superuser, order):
    rows = table(superuser.get("/quan-tri/orders/?response_format=csv"))
    assert order.shipping_address.name == FORMULA
    assert f"'{FORMULA}" in rows[1]
    assert FORMULA not in rows[1]


class TestReportsOfTheCms:
    @pytest.fixture(autouse=True)
    def page(self):
        root = Page.get_first_root_node()
        page = root.add_child(instance=Page(title=FORMULA, slug="cong-thuc"))
        page.save_revision().publish()

    def test_csv_runs_nothing_and_has_the_mark(self, superuser):
        rows = table(superuser.get("/cms/reports/aging-pages/?export=csv"))
        assert any(f"'{FORMULA}" in row for row in rows)

    def test_xlsx_runs_nothing(self, superuser):
        answer = superuser.get("/cms/reports/aging-pages/?export=xlsx")
        sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert any(cell.value == FORMULA for cell in cells)
        assert all(cell.data_type != "f" for cell in cells)

    def test_searched_texts_as_well(self, superuser):
        answer = superuser.get("/cms/reports/searched-texts/?export=csv")
        assert table(answer)[0][0] == "Từ khoá không dấu"
