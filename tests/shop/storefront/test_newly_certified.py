"""The page of what was certified last: newest first, by month, never what has ended."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
ADDRESS = "/moi-duoc-cong-nhan/"


def months(client, address=ADDRESS) -> list[tuple[str, list[str]]]:
    """What stands on the page: each month with its products."""
    found = client.get(address).context["months"]
    return [(month.heading, [card.title for card in month.cards]) for month in found]


def test_products_stand_under_the_month_of_their_certificate_newest_first(client):
    makers.product("Chè Shan tuyết", since=date(2026, 1, 5))
    makers.product("Mật ong bạc hà", since=date(2026, 10, 5))
    makers.product("Nước mắm cốt", since=date(2026, 10, 25))
    assert months(client) == [
        ("Tháng 10/2026", ["Nước mắm cốt", "Mật ong bạc hà"]),
        ("Tháng 1/2026", ["Chè Shan tuyết"]),
    ]


def test_a_month_is_named_only_where_it_is_known(client):
    def bounded(title, *days):
        makers.bounded_certificate(makers.product(title, stars=None), *days)

    makers.product("Chè Shan tuyết", since=date(2025, 3, 5))
    bounded("Mật ong bạc hà", date(2025, 3, 1), date(2025, 3, 31))
    bounded("Nước mắm cốt", date(2025, 1, 1), date(2025, 12, 31))
    bounded("Miến dong", date(2024, 7, 1), date(2025, 3, 31))
    assert months(client) == [
        ("Tháng 3/2025", ["Chè Shan tuyết", "Mật ong bạc hà"]),
        ("Năm 2025, chưa rõ tháng", ["Nước mắm cốt"]),
        ("Năm 2024–2025, chưa rõ tháng", ["Miến dong"]),
    ]


def test_the_feed_dates_only_what_has_a_day_and_names_the_lesser_evidence(client):
    makers.product("Chè Shan tuyết", since=date(2025, 3, 5))
    sourced = makers.product("Nước mắm cốt", stars=None)
    makers.bounded_certificate(sourced, date(2025, 1, 1), date(2025, 12, 31))
    feed = client.get("/moi-duoc-cong-nhan.rss").content.decode()
    assert feed.count("<pubDate>") == 1
    assert "Tue, 04 Mar 2025 17:00:00" in feed or "Wed, 05 Mar 2025 00:00:00 +0700" in feed
    assert feed.count("theo nguồn công khai") == 1


def test_the_months_are_named_in_the_readers_language(client):
    makers.product(since=date(2026, 10, 5))
    assert [heading for heading, _titles in months(client, f"/en{ADDRESS}")] == ["October 2026"]


def test_what_has_ended_or_is_no_longer_shown_is_not_told(client):
    makers.product("Miến dong", until=date(2026, 11, 20))
    makers.product("Rượu cần", legal_type="alcohol")
    assert months(client) == []
    assert "Hôm nay không có giấy chứng nhận nào" in client.get(ADDRESS).content.decode()


def test_the_page_leads_to_the_feed_which_keeps_its_address_and_leads_back(client):
    makers.product()
    assert 'href="/moi-duoc-cong-nhan.rss"' in client.get(ADDRESS).content.decode()
    feed = client.get("/moi-duoc-cong-nhan.rss").content.decode()
    assert f"<link>http://testserver{ADDRESS}</link>" in feed


def test_a_long_list_is_told_in_pages_and_a_page_that_is_none_is_the_nearest(client):
    makers.many_products(30)
    first, second = client.get(ADDRESS), client.get(f"{ADDRESS}?trang=99")
    told = [sum(len(month.cards) for month in page.context["months"]) for page in (first, second)]
    assert told == [24, 6]
    assert second.context["canonical_url"].endswith(f"{ADDRESS}?trang=2")
    assert client.get(f"{ADDRESS}?trang=x").status_code == 200


def test_it_costs_the_same_for_few_and_many(client):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(ADDRESS)
        return len(seen)

    makers.many_products(3)
    queries()
    few = queries()
    makers.many_products(20)
    assert queries() == few <= 15


def test_without_a_slash_it_leads_on(client):
    assert client.get(ADDRESS.rstrip("/"))["Location"] == ADDRESS


def test_home_footer_and_site_map_lead_here(client):
    assert f'href="{ADDRESS}"' in client.get("/san-pham/").content.decode()
    assert f"{ADDRESS}</loc>" in client.get("/sitemap-trang-1.xml").content.decode()
