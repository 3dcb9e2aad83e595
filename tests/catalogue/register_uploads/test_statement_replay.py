"""Statements kept from a copy and executed once more: the same rows, in far fewer statements."""

from contextlib import closing, suppress

import pytest
from django.db import IntegrityError, connection, transaction

from catalogue.batches import update_rows
from catalogue.models import Region
from catalogue.register_uploads import statement_replay
from catalogue.register_uploads.statement_replay import KeptStatements, staged

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases lock rows"),
]


def regions(*names):
    return [Region(slug=name.lower(), name=name, position=1) for name in names]


def keep(work) -> KeptStatements:
    """Do work, take it back, and return what it executed."""
    kept = KeptStatements()
    with transaction.atomic():
        with connection.execute_wrapper(kept.take):
            work()
        transaction.set_rollback(True)
    return kept


def repeat(kept, monkeypatch) -> int:
    """Execute what was kept; return in how many statements."""
    counted = []
    execute = statement_replay.execute
    monkeypatch.setattr(
        statement_replay,
        "execute",
        lambda cursor, statements: (counted.append(len(statements)), execute(cursor, statements)),
    )
    with staged(kept) as write, transaction.atomic():
        write()
    return counted[0]


def names():
    return list(Region.objects.order_by("pk").values_list("name", flat=True))


def test_neighbouring_insertions_become_one_and_keep_their_order(monkeypatch):
    def work():
        Region.objects.bulk_create(regions("A", "B"))
        with transaction.atomic():
            Region.objects.bulk_create(regions("C"))
        Region.objects.bulk_create(regions("D"))

    kept = keep(work)
    assert names() == []
    assert repeat(kept, monkeypatch) == 1
    assert names() == ["A", "B", "C", "D"]


def test_what_lies_between_them_stays_between_them(monkeypatch):
    def work():
        Region.objects.bulk_create(regions("A", "B"))
        Region.objects.filter(name="B").delete()
        Region.objects.bulk_create(regions("B"))
        rows = list(Region.objects.order_by("pk"))
        for row in rows:
            row.name *= 2
        update_rows(rows, ["name"])

    assert repeat(keep(work), monkeypatch) == 4
    assert names() == ["AA", "BB"]


def test_what_was_rolled_back_stays_rolled_back(monkeypatch):
    def work():
        Region.objects.bulk_create(regions("A"))
        with suppress(IntegrityError), transaction.atomic():
            Region.objects.bulk_create(regions("B"))
            Region.objects.bulk_create(regions("A"))

    kept = keep(work)
    repeat(kept, monkeypatch)
    assert names() == ["A"]


def test_checks_hold_again_afterwards(monkeypatch):
    repeat(keep(lambda: Region.objects.bulk_create(regions("A"))), monkeypatch)
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA ignore_check_constraints")
        assert cursor.fetchone() == (0,)
