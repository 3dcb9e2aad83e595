"""Indexes of a test on the cluster: under a prefix of their own, and gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from search.elastic.client import background_client, close_clients
from search.elastic.mapping import FAMILIES
from search.elastic.rebuild import build
from tests.search.cluster.nodes import URLS

_number = count(1)


@contextmanager
def own_indexes(settings, *, built: bool = True) -> Iterator[str]:
    """Point the settings at the cluster of the test, with time to answer; yields the prefix."""
    prefix = f"test-{os.getpid()}-{next(_number)}"
    told = {"urls": os.environ[URLS].split(","), "index": prefix, "timeout": 20.0}
    settings.ELASTICSEARCH = settings.ELASTICSEARCH | told
    try:
        if built:
            build_all()
        yield prefix
    finally:
        _delete(prefix)
        close_clients()


def _delete(prefix: str) -> None:
    """One by one: a cluster need not allow to delete by a pattern."""
    indices = background_client().indices
    for name in indices.get(index=f"{prefix}-*").body:
        indices.delete(index=name)


def build_all() -> None:
    """Build the indexes of products and pages."""
    for family in FAMILIES.values():
        assert build(family) == {}


def refresh() -> None:
    """Make what was sent findable now instead of within a second."""
    background_client().indices.refresh(index="test-*")
