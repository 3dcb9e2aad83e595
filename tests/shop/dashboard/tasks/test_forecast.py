"""The forecast as its readers see it."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from catalogue.models import ProvinceAssignment
from shop.users.roles import PROVINCE_OFFICERS
from tests import makers
from tests.shop.dashboard.conftest import member, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock", "roles")]

URL = "/quan-tri/viec/du-bao/"


@pytest.fixture
def clerk():
    browser = signed_in(member(PROVINCE_OFFICERS))
    ProvinceAssignment.objects.create(user=browser.user, province=makers.province("Lai Châu"))
    return browser


@pytest.fixture
def goods():
    for title, place in (("Chè", "Lai Châu"), ("Mật ong", "Lai Châu"), ("Mận", "Sơn La")):
        makers.product(title, until=date(2027, 1, 5), province=makers.province(place))


def table(browser, **query) -> list[str]:
    answer = browser.get(f"{URL}tai-ve.csv", query)
    return b"".join(answer).decode().splitlines()


@pytest.mark.usefixtures("goods")
def test_everybody_sees_the_own_provinces(officer, clerk):
    assert officer.get(URL).context["total"] == 3
    assert officer.get(URL, {"province": "son-la"}).context["total"] == 1
    assert clerk.get(URL).context["total"] == 2
    assert clerk.get(URL, {"province": "son-la"}).context["total"] == 2


@pytest.mark.usefixtures("goods")
def test_a_month_opens_its_list(clerk):
    html = clerk.get(URL, {"month": "2027-01"}).content.decode()
    assert "Mật ong" in html
    assert "Mận" not in html
    assert clerk.get(URL, {"month": "nonsense"}).status_code == 200


@pytest.mark.usefixtures("goods")
def test_the_chart_is_drawn_by_the_server(clerk):
    html = clerk.get(URL).content.decode()
    assert '<rect class="forecast-exact" width="100" height="10" />' in html
    assert "style=" not in html.split("<main")[1]


@pytest.mark.usefixtures("goods")
def test_the_workbook_holds_the_same(clerk):
    answer = clerk.get(f"{URL}tai-ve.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == ["Chè", "Mật ong"]


@pytest.mark.usefixtures("goods")
def test_the_table_holds_the_own_provinces_and_their_days(officer, clerk):
    assert len(table(officer)) == 4
    rows = table(clerk)
    assert len(rows) == 3
    assert rows[1].startswith("01/2027,05/01/2027,05/01/2027,Chè,4,")
    assert "09/07/2026,07/09/2026" in rows[1]


@pytest.mark.usefixtures("goods")
def test_the_grid_has_each_province_by_month_and_leads_to_its_list(officer, clerk):
    rows = officer.get(URL).context["grid"]
    found = [(row.name, row.number, {each.number for each in row.months}) for row in rows]
    assert found == [("Lai Châu", 2, {0, 2}), ("Sơn La", 1, {0, 1})]
    html = officer.get(URL).content.decode()
    assert 'href="?month=2027-01&amp;province=son-la#goods"' in html
    assert [row.name for row in clerk.get(URL).context["grid"]] == ["Lai Châu"]


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "2027-13", "x"])
def test_a_month_outside_the_calendar_shows_all_of_them(officer, month):
    answer = officer.get(URL, {"month": month})
    assert answer.status_code == 200
    assert answer.context["month"] is None
