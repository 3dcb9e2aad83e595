"""The outbox loses nothing: not when the cluster is away, refuses, or is slow to take it."""

from datetime import date, datetime

import pytest

from catalogue.clock import VIETNAM
from search.index import entries, maintenance, outbox
from search.index.outbox import (
    MAX_ATTEMPTS,
    MAX_SENT_IN_REQUEST,
    DrainResult,
    drain,
    drain_after_commit,
    record,
)
from search.index.remote import PushResult, RemoteUnavailable
from search.models import OutboxEntry, OutboxKind, SearchEntry
from tests import makers

pytestmark = pytest.mark.django_db


class FakeCluster:
    """Remembers what it was sent; answers as it is told, or is away."""

    def __init__(self):
        self.sent: list[tuple[str, list[int], bool]] = []
        self.answer = PushResult()
        self.away: Exception | None = None

    def push(self, kind, ids, *, may_wait=True):
        if self.away:
            raise self.away
        self.sent.append((kind, list(ids), may_wait))
        return self.answer


@pytest.fixture
def cluster(jar, monkeypatch):
    """A cluster in the place of none, once the jar is indexed."""
    made = FakeCluster()
    monkeypatch.setattr(outbox, "remote_index", lambda: made)
    return made


@pytest.fixture
def jar():
    """A product that is indexed; nothing waits."""
    made = makers.product("Dầu gấc")
    drain()
    OutboxEntry.objects.all().delete()
    return made


def changed(product, title):
    product.title = title
    product.save()


def test_without_a_cluster_a_written_entry_is_all(jar):
    changed(jar, "Dầu tràm")
    assert drain() == DrainResult(done=1)
    assert SearchEntry.objects.get().name.startswith(" dau tram ")
    assert not OutboxEntry.objects.exists()


def test_a_document_is_sent_once_however_often_it_changed(cluster, jar):
    for number in range(5):
        changed(jar, f"Dầu {number}")
    assert drain() == DrainResult(done=5)
    assert cluster.sent == [(OutboxKind.PRODUCT, [jar.pk], True)]
    assert outbox.count_waiting() == 0


def test_while_the_cluster_is_away_entries_are_rewritten_and_rows_wait(cluster, jar):
    cluster.away = RemoteUnavailable("unreachable")
    changed(jar, "Dầu tràm")
    assert drain() == DrainResult(waiting=1, unavailable="unreachable")
    assert SearchEntry.objects.get().name.startswith(" dau tram ")
    cluster.away = None
    assert drain() == DrainResult(done=1)
    assert cluster.sent == [(OutboxKind.PRODUCT, [jar.pk], True)]


def test_a_crash_while_sending_loses_nothing(cluster, jar):
    cluster.away = KeyboardInterrupt()
    changed(jar, "Dầu tràm")
    with pytest.raises(KeyboardInterrupt):
        drain()
    assert outbox.count_waiting() == 1


def test_a_change_during_the_sending_stays(cluster, jar, monkeypatch):
    def push(kind, ids, **told):
        if not cluster.sent:
            changed(jar, "Dầu sả")
        return FakeCluster.push(cluster, kind, ids, **told)

    monkeypatch.setattr(cluster, "push", push)
    changed(jar, "Dầu tràm")
    drain(limit=1)
    assert outbox.count_waiting() == 1


def test_a_refused_document_is_set_aside_with_its_reason(cluster, jar, caplog):
    other = makers.product("Kẹo dừa")
    changed(jar, "Dầu tràm")
    cluster.answer = PushResult(refused={jar.pk: "mapper_parsing_exception: no"})
    assert drain().set_aside == 1
    kept = OutboxEntry.objects.get()
    assert (kept.object_id, kept.set_aside, kept.attempts) == (jar.pk, True, 1)
    assert kept.error == "mapper_parsing_exception: no"
    assert (outbox.count_waiting(), outbox.count_set_aside()) == (0, 1)
    assert outbox.refusals(10) == [f"{kept.get_kind_display()} {jar.pk}: {kept.error}"]
    assert f"product {jar.pk} set aside" in caplog.text
    assert SearchEntry.objects.filter(pk=other.pk).exists()


def test_a_document_that_is_taken_later_is_no_longer_set_aside(cluster, jar):
    changed(jar, "Dầu tràm")
    cluster.answer = PushResult(refused={jar.pk: "no"})
    drain()
    cluster.answer = PushResult()
    changed(jar, "Dầu gấc")
    drain()
    assert not OutboxEntry.objects.exists()


def test_a_document_that_is_never_taken_is_set_aside_in_the_end(cluster, jar):
    changed(jar, "Dầu tràm")
    cluster.answer = PushResult(delayed={jar.pk: "shard away"})
    for number in range(1, MAX_ATTEMPTS):
        drain()
        assert OutboxEntry.objects.get().attempts == number
    assert drain().set_aside == 1
    assert outbox.count_waiting() == 0


def test_a_product_that_cannot_be_written_holds_up_no_other(jar, monkeypatch):
    def refuses(product, spellings):
        if product.title == "Hỏng":
            raise ValueError("broken")
        return written(product, spellings)

    written = entries.product_document
    monkeypatch.setattr(entries, "product_document", refuses)
    changed(jar, "Hỏng")
    good = makers.product("Kẹo dừa")
    drained = drain()
    assert (drained.set_aside, outbox.count_waiting()) == (1, 0)
    kept = OutboxEntry.objects.get()
    assert (kept.object_id, kept.error) == (jar.pk, "ValueError('broken')")
    assert SearchEntry.objects.filter(pk=good.pk).exists()


def test_in_a_request_only_little_is_sent_and_quickly(cluster, jar):
    changed(jar, "Dầu tràm")
    drain_after_commit()
    assert cluster.sent == [(OutboxKind.PRODUCT, [jar.pk], False)]
    cluster.sent.clear()
    record(OutboxKind.PRODUCT, range(1, MAX_SENT_IN_REQUEST + 2))
    drain_after_commit()
    assert cluster.sent == []
    assert outbox.count_waiting() == MAX_SENT_IN_REQUEST + 1
    drain()
    assert len(cluster.sent) == 1


def test_rows_that_wait_for_a_cluster_given_up_are_done(cluster, jar, monkeypatch):
    cluster.away = RemoteUnavailable("unreachable")
    changed(jar, "Dầu tràm")
    drain()
    monkeypatch.setattr(outbox, "remote_index", lambda: None)
    assert drain().done == 1
    assert not OutboxEntry.objects.exists()


def test_the_worker_renews_what_a_new_day_has_begun(clock):
    jar = makers.product("Dầu gấc", until=date(2026, 11, 21))
    makers.certificate(jar, since=date(2026, 11, 22))
    drain()
    assert SearchEntry.objects.get().valid_until == date(2026, 11, 21)
    clock.move_to(datetime(2026, 11, 22, 0, 1, tzinfo=VIETNAM))
    maintenance.renew_entries()
    assert maintenance.drain_waiting() == ""
    assert SearchEntry.objects.get().valid_from == date(2026, 11, 22)
