"""Counting what products are used for: from the page cache too, of nobody, one write for many."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.clock import present_day
from shop.partner.models import DailyTraffic, SearchArrival, StockRecord
from shop.partner.traffic.daily import RETENTION, close_day
from shop.storefront import traffic
from shop.storefront.traffic import traffic_counter
from shop.workspace.insight.traffic_charts import read_traffic_charts
from tests import makers

pytestmark = pytest.mark.django_db

PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile"}
SEARCHED = "http://testserver/tim-kiem/?q=M%E1%BA%ADt+ong"


@pytest.fixture
def honey():
    return makers.product("Mật ong rừng tràm", stock=5)


def look(product, browser=None, **headers) -> int:
    path = product.get_absolute_url()
    return (browser or Client(headers=PHONE)).get(path, headers=headers).status_code


def counted(product) -> tuple[int, int]:
    traffic_counter.flush()
    row = DailyTraffic.objects.filter(product=product, day=present_day()).first()
    return (row.views, row.basket_adds) if row else (0, 0)


def test_views_from_the_page_cache_count_and_write_nothing_by_themselves(honey):
    look(honey)
    with CaptureQueriesContext(connection) as queries:
        for _n in range(3):
            assert look(honey) == 200
    assert not [query for query in queries if "traffic" in query["sql"]]
    assert counted(honey) == (4, 0)
    look(honey)
    assert counted(honey) == (5, 0)


def test_it_is_written_once_the_time_is_over(honey, monkeypatch):
    monkeypatch.setattr(traffic, "FLUSH_SECONDS", 0.0)
    look(honey)
    assert DailyTraffic.objects.get().views == 1


@pytest.mark.parametrize(
    "headers",
    [{"user-agent": "Googlebot/2.1"}, {"user-agent": ""}, {"sec-purpose": "prefetch"}],
)
def test_robots_and_prefetched_pages_do_not_count(honey, headers):
    look(honey, **headers)
    Client(headers=PHONE).head(honey.get_absolute_url())
    Client(headers=PHONE).get("/san-pham/khong-co/")
    assert counted(honey) == (0, 0)


def test_baskets_count(honey):
    browser = Client(headers=PHONE)
    browser.post(f"/gio-hang/them/{honey.pk}/", {"quantity": "2"})
    browser.post("/gio-hang/them/999999/", {"quantity": "2"})
    assert counted(honey) == (0, 1)


def test_the_search_that_led_here_counts_folded_and_no_other_site_or_number(honey):
    look(honey, referer=SEARCHED)
    for elsewhere in (
        "https://example.com/tim-kiem/?q=x",
        "http://testserver/nhom/?q=x",
        "http://testserver/tim-kiem/?q=0912345678",
        "http://[",
    ):
        look(honey, referer=elsewhere)
    traffic_counter.flush()
    assert list(SearchArrival.objects.values_list("text", "arrivals")) == [("mat ong", 1)]


def test_what_the_database_refuses_is_written_the_next_time(honey, monkeypatch):
    look(honey)

    def locked(*counts):
        raise DatabaseError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(traffic, "_write", locked)
        traffic_counter.flush()
    assert counted(honey) == (1, 0)


def test_the_day_remembers_what_was_sold_out_and_forgets_what_is_old(honey):
    look(honey)
    assert counted(honey) == (1, 0)
    StockRecord.objects.filter(product=honey).update(num_in_stock=3, num_allocated=3)
    old = DailyTraffic.objects.create(
        product=honey, day=present_day() - RETENTION - timedelta(days=1), views=9
    )
    for _turn in range(2):
        close_day()
    row = DailyTraffic.objects.get()
    assert (row.views, row.was_sold_out) == (1, True)
    assert not DailyTraffic.objects.filter(pk=old.pk).exists()


def test_the_charts_say_it_with_one_advice_each(honey):
    partner = honey.producer.partner
    day = present_day()
    DailyTraffic.objects.create(product=honey, day=day, views=200, basket_adds=1, was_sold_out=True)
    SearchArrival.objects.create(product=honey, day=day, text="mat ong", arrivals=5)
    SearchArrival.objects.create(product=honey, day=day, text="ca phe", arrivals=4)
    SearchArrival.objects.create(product=honey, day=day, text="hiem", arrivals=2)
    funnel, gone, searches = read_traffic_charts(partner)
    assert [row.value for row in funnel.rows] == ["200", "1", "0"]
    assert "200" not in funnel.advice.text
    assert gone.rows[0].label == honey.title
    assert [row.label for row in searches.rows] == ["mat ong", "ca phe"]
    assert "ca phe" in searches.advice.text
    assert all(not chart.rows for chart in read_traffic_charts(makers.producer("Khác").partner))
