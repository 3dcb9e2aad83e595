"""The numbers an operator watches."""

import pytest
from prometheus_client import REGISTRY

from search import metrics
from search.index.remote import RemoteUnavailable
from search.models import OutboxEntry

pytestmark = pytest.mark.django_db


def value(name, **labels):
    return REGISTRY.get_sample_value(name, labels) or 0


def test_an_answer_is_counted_and_timed():
    before = value("search_requests_total", engine="embedded", outcome="answered")
    with metrics.measure("embedded", "run"):
        pass
    after = value("search_requests_total", engine="embedded", outcome="answered")
    assert after == before + 1
    assert value("search_seconds_count", engine="embedded", question="run") >= 1


def test_a_failure_is_counted_as_one():
    before = value("search_requests_total", engine="elasticsearch", outcome="failed")
    with pytest.raises(RemoteUnavailable), metrics.measure("elasticsearch", "run"):
        raise RemoteUnavailable("timeout")
    after = value("search_requests_total", engine="elasticsearch", outcome="failed")
    assert after == before + 1


def test_what_waits_is_read_when_someone_looks():
    for number, aside in enumerate((False, False, True)):
        OutboxEntry.objects.create(kind="product", object_id=number, set_aside=aside)
    told = metrics.exposition().decode()
    assert "search_outbox_waiting 2.0" in told
    assert "search_outbox_set_aside 1.0" in told


def test_several_processes_add_up_in_a_folder(settings, tmp_path):
    settings.METRICS_FOLDER = str(tmp_path)
    told = metrics.exposition().decode()
    assert "search_requests_total" not in told
    assert "search_outbox_waiting 0.0" in told
