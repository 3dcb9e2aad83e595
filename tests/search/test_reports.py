"""What is searched for is counted without a trace of who asked, and shown to editors."""

from datetime import date, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cms.permissions import create_editors, create_province_editors, province_editors_name
from search.analytics import delete_old_searches, record_search, search_terms, storable_text
from search.models import SearchTerm
from search.query import SearchQuery
from search.results import SearchResults
from shop.users.models import User
from tests import makers
from tests.cms.conftest import tree  # noqa: F401  a fixture
from tests.search.conftest import index

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 21)
BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 15) Gecko/143.0 Firefox/143.0"}
REPORT = "/cms/reports/searched-texts/"


@pytest.fixture(autouse=True)
def _standing_still(clock):
    """Nine in the morning of 21/11/2026."""


@pytest.fixture
def editor(client):
    """A browser signed in by somebody who may enter the editor."""
    client.force_login(User.objects.create_superuser("chu@example.vn", "mat-khau-thu"))
    return client


def counted() -> dict[str, tuple[int, int]]:
    """Texts with the number of searches and what they found last."""
    return {term.text: (term.searches, term.found) for term in SearchTerm.objects.all()}


def searched(text: str, times: int = 3, *, found: int = 5, ago: int = 0) -> SearchTerm:
    """That many searches for a text some days ago."""
    day = TODAY - timedelta(days=ago)
    return SearchTerm.objects.create(day=day, text=text, searches=times, found=found)


def search(client, text: str, headers: dict | None = None, **params):
    """The page of a search in a browser."""
    return client.get("/tim-kiem/", {"q": text} | params, headers=BROWSER | (headers or {}))


def results(text: str, total: int = 0, **more) -> SearchResults:
    """An answer to that text."""
    return SearchResults(SearchQuery(text), [], total, [], [], **more)


def test_a_search_is_counted_folded_with_what_it_found(client):
    makers.product("Cà phê rang xay")
    index()
    search(client, "Cà Phê")
    search(client, "ca phe")
    assert counted() == {"ca phe": (2, 1)}


def test_one_statement_counts(rf):
    request = rf.get("/tim-kiem/", headers=BROWSER)
    record_search(request, results("che"))
    with CaptureQueriesContext(connection) as captured:
        record_search(request, results("che", total=7))
    assert len(captured) == 1
    assert counted() == {"che": (2, 7)}


@pytest.mark.parametrize(
    "params", [{"trang": "2"}, {"sao": "5"}, {"sap_xep": "gia"}, {"con_hang": "1"}]
)
def test_turning_pages_and_choosing_filters_is_no_new_search(client, params):
    makers.many_products(80)
    index()
    search(client, "che", **params)
    assert counted() == {}


def test_a_page_without_text_counts_nothing(client):
    search(client, "  ")
    assert counted() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": "curl/8.5.0"},
        {"User-Agent": ""},
        {"Referer": f"http://testserver{REPORT}"},
    ],
)
def test_what_nobody_searched_for_is_not_counted(client, headers):
    search(client, "che", headers)
    assert counted() == {}


def test_asking_for_the_head_alone_counts_nothing(client):
    client.head("/tim-kiem/", {"q": "che"}, headers=BROWSER)
    assert counted() == {}


@pytest.mark.parametrize(
    "text",
    [
        "0912 345 678",
        "gọi 09-12-34-56-7",
        "lan.nguyen@example.vn",
        "Nguyễn Thị Lan ở số nhà mười hai, đường Trần Phú, phường Hà Đông",
        "٠٩١٢٣٤٥",
    ],
)
def test_what_may_name_a_person_is_never_kept(client, text):
    search(client, text)
    assert storable_text(text) == ""
    assert counted() == {}


@pytest.mark.parametrize("text", ["st25", "gạo 5kg", "mật ong 500 ml", "83-829"])
def test_a_few_digits_are_part_of_a_name(text):
    assert storable_text(text)


def test_a_corrected_text_has_itself_found_nothing(rf):
    request = rf.get("/tim-kiem/", headers=BROWSER)
    record_search(request, results("cà phê", total=12, corrected_from="ca phee"))
    assert counted() == {"ca phee": (1, 0)}


def test_the_page_comes_when_counting_fails(client, monkeypatch, caplog):
    def locked(*args):
        raise OperationalError("database is locked")

    caplog.set_level("WARNING", "search.analytics")
    monkeypatch.setattr("search.analytics.cache", SimpleNamespace(add=locked))
    assert search(client, "che").status_code == 200
    assert "not counted" in caplog.text


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone locks its whole file")
def test_shoppers_do_not_wait_for_a_locked_file(rf, monkeypatch):
    def deadline(*args):
        seen.append(connection.connection.execute("PRAGMA busy_timeout").fetchone()[0])

    seen = []
    monkeypatch.setattr("search.analytics.cache", SimpleNamespace(add=deadline))
    record_search(rf.get("/tim-kiem/", headers=BROWSER), results("che"))
    deadline()
    assert seen == [50, 20_000]


def test_old_counts_are_forgotten(clock):
    searched("cu", ago=401)
    kept = searched("moi", ago=400)
    assert delete_old_searches() == 1
    assert list(SearchTerm.objects.all()) == [kept]


def test_the_first_search_of_a_day_forgets_old_counts(rf):
    searched("cu", ago=500)
    record_search(rf.get("/tim-kiem/", headers=BROWSER), results("che"))
    assert counted() == {"che": (1, 0)}


def test_days_are_added_up_and_the_last_number_found_is_shown():
    searched("che", 2, found=0, ago=6)
    searched("che", 4, found=9)
    searched("sau rieng", 10, found=3, ago=2)
    found = [(term.text, term.times, term.found_last) for term in search_terms(days=7)]
    assert found == [("sau rieng", 10, 3), ("che", 6, 9)]


def test_what_was_searched_before_the_period_does_not_count():
    searched("che", ago=6)
    searched("mam", ago=7)
    assert [term.text for term in search_terms(days=7)] == ["che"]


def test_what_was_searched_rarely_is_not_shown():
    searched("nguyen thi lan", 1, ago=1)
    searched("nguyen thi lan", 1)
    assert list(search_terms(days=30)) == []


def test_what_finds_something_again_leaves_the_list_of_nothing():
    searched("durian", 5, found=0, ago=3)
    searched("keo lac", 5, found=0, ago=3)
    searched("keo lac", 1, found=8)
    assert [term.text for term in search_terms(days=30, nothing=True)] == ["durian"]


def test_the_report_lists_texts_that_lead_to_the_search(editor):
    searched("mat ong", 12, found=4)
    page = editor.get(REPORT).content.decode()
    assert 'href="/tim-kiem/?q=mat+ong"' in page
    assert "Từ khoá tìm kiếm" in page


def test_the_report_shows_the_list_and_the_period_asked_for(editor):
    searched("mat ong", 12, found=4)
    searched("durian", 12, found=0)
    searched("tra tau", 12, found=0, ago=60)
    for asked, texts in {
        "?days=7": ["durian", "mat ong"],
        "?days=90&list=nothing": ["durian", "tra tau"],
        "?days=90": ["durian", "mat ong", "tra tau"],
        "?days=x&list=y&p=0": ["durian", "mat ong"],
    }.items():
        shown = editor.get(REPORT + asked).context["object_list"]
        assert [term.text for term in shown] == texts


def test_an_empty_report_says_so(editor):
    assert "đủ nhiều để hiện ở đây" in editor.get(REPORT).content.decode()
    assert "đều tìm thấy" in editor.get(f"{REPORT}?list=nothing").content.decode()


def test_the_list_is_exported_as_csv(editor):
    searched("mat ong", 12, found=4)
    answer = editor.get(f"{REPORT}?export=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Từ khoá không dấu,")
    assert lines[1] == "mat ong,12,4,2026-11-21"


def test_the_list_is_exported_as_a_workbook(editor):
    searched("mat ong", 12, found=4)
    answer = editor.get(f"{REPORT}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[2]][:3] == ["mat ong", 12, 4]


def test_a_text_that_looks_like_a_formula_stays_a_text(editor):
    """Folding leaves letters, digits and spaces: nothing a spreadsheet would calculate."""
    assert storable_text("=1+1") == "1 1"
    assert storable_text("@SUM(A1)") == ""


def test_an_editor_of_one_province_sees_it_in_the_menu(client, tree):  # noqa: F811
    create_editors()
    create_province_editors()
    user = makers.user()
    user.groups.add(Group.objects.get(name=province_editors_name("Lai Châu")))
    client.force_login(user)
    assert client.get(REPORT).status_code == 200
    assert REPORT in client.get("/cms/").content.decode()


def test_shoppers_do_not_see_it(client):
    client.force_login(makers.user())
    assert client.get(REPORT).status_code == 302
