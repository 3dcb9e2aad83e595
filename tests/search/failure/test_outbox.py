"""Changes while the cluster is away: nothing is lost, nobody waits, all of it arrives later."""

import time

import pytest

from search.index import outbox
from search.models import OutboxEntry
from shop.operations import worker
from tests.search.failure.conftest import LONGEST
from tests.search.failure.test_answers import CALAMITIES, begin


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """Change a product's name as the back office does, and say how long it took."""

    def renamed(product, title: str) -> float:
        begun = time.perf_counter()
        with django_capture_on_commit_callbacks(execute=True):
            product.title = title
            product.save()
        return time.perf_counter() - begun

    return renamed


@pytest.mark.parametrize("calamity", CALAMITIES)
def test_a_change_waits_and_its_author_does_not(calamity, on_cluster, doors, rename):
    begin(doors, calamity)
    seconds = rename(on_cluster.tea, "Chè Tà Xùa")
    assert seconds <= LONGEST
    assert outbox.count_waiting() == 1


def test_a_change_is_found_at_once_on_the_database_that_answers(on_cluster, doors, rename, see):
    doors.all("refusing")
    rename(on_cluster.tea, "Chè Tà Xùa")
    assert "Chè Tà Xùa" in see("/tim-kiem/?q=ta+xua").text


def test_the_worker_waits_with_the_changes(on_cluster, doors, rename, caplog, monkeypatch):
    doors.all("refusing")
    rename(on_cluster.tea, "Chè Tà Xùa")
    (loop,) = [loop for loop in worker.loops() if loop.name == "search index"]
    loop.turn()
    assert OutboxEntry.objects.get().object_id == on_cluster.tea.pk
    assert "worker: search index waits: unreachable" in caplog.messages
