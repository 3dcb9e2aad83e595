"""The sitemap lists what may be shown now, once each, in a fixed number of queries."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def locations(client):
    return re.findall(r"<loc>http://[^/]+(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def test_it_lists_products_producers_and_places(client):
    product = makers.product()
    listed = locations(client)
    for address in (
        product.get_absolute_url(),
        product.producer.get_absolute_url(),
        "/san-pham/",
        f"/tinh/{product.province.slug}/",
        f"/vung/{product.province.region.slug}/",
        f"/nhom/{product.classification.group.slug}/",
    ):
        assert listed.count(address) == 1, address


def test_it_forgets_a_product_the_day_after_its_last(client, clock):
    product = makers.product(until=date(2026, 11, 21))
    assert product.get_absolute_url() in locations(client)
    clock.move_to("2026-11-22T00:00:00+07:00")
    listed = locations(client)
    assert product.get_absolute_url() not in listed
    assert product.producer.get_absolute_url() not in listed


def test_its_cost_does_not_grow_with_the_catalogue(client):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/sitemap.xml").status_code == 200
        return len(seen)

    makers.many_products(5)
    queries()
    few = queries()
    makers.many_products(60)
    assert queries() == few
