"""Charts of a seller: each with a table, an advice where there is one, and nothing of others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.clock import now
from shop.order.models import Order
from shop.partner.models import StockRecord
from shop.workspace.insight.charts import read_charts
from tests import makers
from tests.reading import as_read
from tests.shop.order.conftest import order_basket
from tests.shop.workspace.conftest import HONEY
from tests.shop.workspace.test_views import pages

pytestmark = pytest.mark.django_db

#: Of each page of the workspace, whatever the number of orders and goods.
MOST_QUERIES = 20


def charts(partner):
    return {chart.key: chart for chart in read_charts(partner)}


def test_sales_stand_in_their_week(partner, order):
    chart = charts(partner)["sales"]
    assert len(chart.rows) == 12
    assert (chart.rows[-1].value, chart.rows[-1].detail) == ("420.000\xa0₫", "1 đơn")
    assert len(chart.bars) == 12


def test_what_fell_is_advised_on(partner, honey, ward):
    placed = order_basket(makers.basket((honey, 5)), ward).order
    Order.objects.filter(pk=placed.pk).update(date_placed=now() - timedelta(weeks=6))
    assert "Ít hơn 100 %" in charts(partner)["sales"].advice.text


def test_what_sells_and_runs_out_comes_first(partner, order):
    StockRecord.objects.filter(partner=partner).update(num_in_stock=2, num_allocated=2)
    chart = charts(partner)["stock"]
    assert [(row.label, row.value, row.kind) for row in chart.rows] == [(HONEY, "đã hết", "late")]
    assert chart.advice


def test_the_page_has_a_table_for_each_chart_and_no_others_goods(owner, partner, order):
    page = owner.get(f"/nguoi-ban/{partner.pk}/so-lieu/")
    assert page.content.decode().count("<table") == len(
        [chart for chart in page.context["charts"] if chart.rows]
    )
    assert "Bí mật" not in as_read(page)


def test_packers_and_strangers_see_no_figures(packer, stranger, partner):
    for browser in (packer, stranger):
        assert browser.get(f"/nguoi-ban/{partner.pk}/so-lieu/").status_code == 404


def test_every_page_asks_little_whatever_there_is(owner, partner, order, honey, ward):
    paths = pages(partner, order, honey)

    def numbers():
        counted = {}
        for path in paths:
            owner.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert owner.get(path).status_code == 200, path
            counted[path] = len(queries)
        return counted

    few = numbers()
    for number in range(4):
        tea = makers.product(f"Trà {number}", producer=partner.producer, price=90_000, stock=9)
        order_basket(makers.basket((tea, 1), (honey, 1)), ward)
    many = numbers()
    grown = {path: (few[path], many[path]) for path in paths if many[path] > few[path]}
    assert grown == {}
    assert {path: n for path, n in many.items() if n > MOST_QUERIES} == {}
