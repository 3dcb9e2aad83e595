"""The list of certificates: filters, search, pages, a fixed number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.clock import add_months, today
from catalogue.services.certificates import extend_certificate, submit_certificate
from tests import makers

URL = "/quan-tri/chung-nhan/"


def titles(response) -> set[str]:
    return {row.product for row in response.context["rows"]}


@pytest.fixture
def shelf(verifier):
    """One product for every filter."""
    on = today()
    makers.product("Còn lâu", stars=4)
    for days in (170, 100, 30):
        makers.product(f"Còn {days}", stars=4, until=on + timedelta(days=days))
    makers.product("Hôm nay", stars=3, until=on)
    makers.product("Hết hạn", stars=4, until=on - timedelta(days=1))
    makers.product("Thu hồi", stars=4, revoked_on=on)
    bounded = makers.product("Chưa rõ", stars=None)
    first = add_months(on, -37)
    makers.bounded_certificate(bounded, first, first + timedelta(days=90))
    waiting = makers.product("Chờ", stars=None)
    submit_certificate(
        product=waiting, stars=4, issuer_level="province", valid_from=on, by=makers.user()
    )
    return verifier


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("cho-xac-minh", {"Chờ"}),
        ("hieu-luc", {"Còn lâu", "Còn 170", "Còn 100", "Còn 30", "Hôm nay"}),
        ("con-180", {"Còn 170", "Còn 100", "Còn 30", "Hôm nay"}),
        ("con-120", {"Còn 100", "Còn 30", "Hôm nay"}),
        ("con-60", {"Còn 30", "Hôm nay"}),
        ("chua-ro-ngay", {"Chưa rõ"}),
        ("het-han", {"Hết hạn"}),
        ("thu-hoi", {"Thu hồi"}),
    ],
)
def test_a_filter_shows_its_certificates_and_counts_them(shelf, show, expected):
    response = shelf.get(URL, {"show": show})
    assert titles(response) == expected
    assert {value: count for value, _, count, _ in response.context["tabs"]}[show] == len(expected)


def test_an_unknown_filter_shows_all(shelf):
    assert len(titles(shelf.get(URL, {"show": "xyz"}))) == 9


@pytest.mark.parametrize("text", ["mật ong", "MAT ONG", "rừng u minh", "hop tac xa cay tram"])
def test_search_knows_names_with_and_without_marks(verifier, text):
    makers.product("Mật ong rừng U Minh", producer=makers.producer("Hợp tác xã Cây Tràm"))
    makers.product("Chè Shan tuyết")
    assert titles(verifier.get(URL, {"q": text})) == {"Mật ong rừng U Minh"}


def test_search_knows_codes_and_decisions(verifier):
    product = makers.product("Nước mắm", stars=None)
    makers.certificate(product, code="83-829-28780-77-2022", decision_number="4567/QĐ-UBND")
    makers.product("Chè")
    assert titles(verifier.get(URL, {"q": "28780-77"})) == {"Nước mắm"}
    assert titles(verifier.get(URL, {"q": "4567"})) == {"Nước mắm"}
    assert titles(verifier.get(URL, {"q": "không có gì cả"})) == set()


def test_an_extended_certificate_counts_by_its_new_end(verifier):
    ended = today() - timedelta(days=10)
    verified = makers.product("Trà", until=ended).certificates.get()
    extend_certificate(
        certificate=verified, until=today() + timedelta(days=90), by=verifier.user, reason="Chờ"
    )
    assert titles(verifier.get(URL, {"show": "con-120"})) == {"Trà"}
    assert titles(verifier.get(URL, {"show": "het-han"})) == set()


def test_queries_do_not_grow_with_rows(verifier):
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert verifier.get(URL).status_code == 200
        return len(queries)

    makers.many_products(3)
    verifier.get(URL)
    few = cost()
    makers.many_products(45, producers=[makers.producer(f"HTX {n}") for n in range(9)])
    assert cost() == few
    assert few <= 15


def test_pages_are_cut(verifier):
    makers.many_products(45)
    first, second = verifier.get(URL), verifier.get(URL, {"page": 2})
    assert (len(first.context["rows"]), len(second.context["rows"])) == (40, 5)
    assert verifier.get(URL, {"page": "x"}).status_code == 404


def test_the_menu_leads_there(verifier, superuser):
    for browser in (verifier, superuser):
        assert f'href="{URL}"' in browser.get(URL).content.decode()
    assert verifier.get(reverse("dashboard:index")).headers["Location"] == "/quan-tri/viec/"


def test_dates_are_written_day_first(verifier):
    makers.product(stars=4, since=date(2025, 3, 9))
    assert "09/03/2025" in verifier.get(URL).content.decode()
