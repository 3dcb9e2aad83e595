"""Lists and product pages stay within their caps of queries while promotions run."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import makers, promotion_makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def promoted():
    """Products of one producer, a promotion of them all and one of a chosen product."""
    producer = makers.producer()
    products = [
        makers.product(f"Chè {number}", producer=producer, price=100_000) for number in range(6)
    ]
    promotion_makers.promotion(20, partner=producer.partner)
    promotion_makers.promotion(10, products=products[:1])
    return products


@pytest.mark.parametrize(("page", "cap"), [("product", 15), ("list", 15)])
def test_pages_stay_within_their_caps(promoted, client, page, cap):
    path = promoted[0].get_absolute_url() if page == "product" else "/san-pham/"
    client.get("/")  # what a process reads once
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= cap, [query["sql"][:120] for query in queries]
