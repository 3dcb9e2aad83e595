"""The small shop on a cluster of its own indexes."""

import pytest

from search.engines.resilience import CircuitBreaker
from search.engines.select import BREAKER
from tests.search.conftest import index
from tests.search.elastic.clusters import own_indexes


@pytest.fixture
def on_cluster(shop, settings, monkeypatch):
    """The shop, its indexes built, and everyone searching on them."""
    index()
    monkeypatch.setattr("search.engines.select.BREAKER", CircuitBreaker())
    with own_indexes(settings) as prefix:
        settings.SEARCH = "elasticsearch"
        shop.prefix = prefix
        yield shop
    assert BREAKER.failures == 0
