"""Queries of a page: within the budget, and the same for 300 and 3,000 products."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.related_results import producers_named_in
from tests import makers
from tests.search.conftest import index

BUDGET = 15


@pytest.fixture
def queries(client):
    """Return a function that counts a page's queries once everything cacheable is cached."""

    def count(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    return count


def test_lists_cost_the_same_at_every_size(db, clock, queries):
    makers.many_products(300)
    index()
    maker = makers.Producer.objects.get()
    addresses = [
        "/san-pham/",
        "/san-pham/?sao=3&sap_xep=-gia&trang=2",
        "/san-pham/?gia_tu=100000&con_hang=1&loai=hop_tac_xa",
        f"/san-pham/?nsx={maker.slug}&tinh=vinh-long",
        "/tim-kiem/?q=ca+phe",
        "/tim-kiem/?q=ca+phe&sao=4&sap_xep=gia",
        "/tinh/vinh-long/",
        "/vung/dong-bang-song-cuu-long/",
        "/nhom/che/",
        f"/nha-san-xuat/{maker.slug}/",
        "/tim-kiem/goi-y?q=ca",
        "/",
    ]
    few = {address: queries(address) for address in addresses}
    assert max(few.values()) <= BUDGET, few
    makers.many_products(2700, producers=[maker])
    index()
    assert {address: queries(address) for address in addresses} == few


def test_an_empty_list_stays_within_the_budget(shop, queries):
    for address in ["/san-pham/?sao=5&nhom=che", "/tim-kiem/?q=ca+xyzt", "/tim-kiem/?q=xyzt"]:
        assert queries(address) <= BUDGET


@pytest.mark.django_db(transaction=True)  # inside a transaction nothing is kept in memory
@pytest.mark.parametrize("typed", ["caf phee", "ca phw rang dak lak", "ca phw hop tac xa ea tu"])
def test_a_corrected_search_stays_within_the_budget(shop, queries, typed):
    assert queries(f"/tim-kiem/?q={typed}") <= BUDGET


def test_producers_are_counted_alike_in_memory_and_by_the_index(shop, monkeypatch):
    known = producers_named_in("hợp tác xã")
    monkeypatch.setattr("search.related_results.up_to_date_snapshot", lambda audience: None)
    assert known == producers_named_in("hợp tác xã") != []
