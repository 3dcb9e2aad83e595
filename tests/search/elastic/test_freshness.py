"""A price change, a revocation and a new product are found within two seconds."""

import time

import pytest

from catalogue.services.certificates import revoke_certificate
from search.engines.select import engine
from search.index.outbox import drain, drain_after_commit
from search.query import SearchQuery
from tests import makers

pytestmark = [pytest.mark.cluster, pytest.mark.django_db]

#: Seconds; the promise is two, and a machine under test is often busy.
LIMIT = 2 * 2.0


@pytest.fixture
def now(on_cluster):
    """Do something, commit, wait until it is found; returns the seconds it took."""

    drain()

    def done(change, holds) -> float:
        change()
        drain_after_commit()
        begun = time.perf_counter()
        while not holds() and time.perf_counter() - begun < 2 * LIMIT:
            time.sleep(0.05)
        return time.perf_counter() - begun

    return done


def found(**asked) -> int:
    return engine().run(SearchQuery(**asked)).total


def test_a_new_price(on_cluster, now):
    record = on_cluster.tea.stockrecords.get()

    def dearer():
        record.price = 5_000_000
        record.save()

    assert found(price_from=4_000_000) == 0
    assert now(dearer, lambda: found(price_from=4_000_000) == 1) < LIMIT


def test_a_revocation(on_cluster, now):
    held = on_cluster.tea.certificates.get()

    def revoke():
        revoke_certificate(certificate=held, ground="b", by=makers.user())

    assert found(text="che shan") == 1
    assert now(revoke, lambda: found(text="che shan") == 0) < LIMIT


def test_a_new_product(on_cluster, now):
    def add():
        makers.product("Mắm ruốc", producer=on_cluster.coop)

    assert now(add, lambda: found(text="mam ruoc") == 1) < LIMIT


def test_an_expiry_needs_no_writing(on_cluster, clock):
    assert found() == 5
    clock.move_to(makers.add_months(makers.today(), 36))
    assert found() == 0
