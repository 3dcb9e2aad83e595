"""The three nodes themselves: what happens when one is killed or frozen, before the shop is asked."""

import threading
import time

import pytest
from elasticsearch import Elasticsearch

from tests.search.cluster.build import CannotBuild, server

INDEX = "nodes-of-the-test"


@pytest.fixture
def client(nodes):
    """A client that knows every node; one document is on all of them."""
    options = {"retry_on_timeout": True, "max_retries": 4, "request_timeout": 5}
    with Elasticsearch(nodes.addresses, **options) as opened:
        layout = {"number_of_shards": 1, "number_of_replicas": 2}
        opened.options(ignore_status=404).indices.delete(index=INDEX)
        opened.indices.create(index=INDEX, settings=layout)
        opened.index(index=INDEX, id="1", document={"name": "tra shan tuyet"}, refresh=True)
        nodes.wait()
        yield opened
        opened.options(ignore_status=404).indices.delete(index=INDEX)


def found(client) -> int:
    return client.search(index=INDEX, query={"match": {"name": "shan"}})["hits"]["total"]["value"]


class Load:
    """Three threads that search until told to stop; `moments` of answers and every problem."""

    def __init__(self, client):
        self.client = client
        self.moments, self.slowest, self.problems = [], 0.0, []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self._search) for _ in range(3)]

    def _search(self):
        while not self.over.is_set():
            begun = time.monotonic()
            try:
                if found(self.client) != 1:
                    self.problems.append("nothing found")
            except Exception as problem:
                self.problems.append(repr(problem))
            self.moments.append(time.monotonic())
            self.slowest = max(self.slowest, self.moments[-1] - begun)
            time.sleep(0.01)

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for thread in self.threads:
            thread.join()


@pytest.mark.cluster
def test_every_node_answers_what_one_was_told(nodes, client):
    counted = [node.ask(f"/{INDEX}/_count").get("count") for node in nodes.nodes]
    assert counted == [1, 1, 1]


@pytest.mark.cluster
def test_a_node_has_no_front_page_but_says_that_it_is_elasticsearch(nodes):
    front = nodes.nodes[0].ask("/")
    assert front["status"] == 405


@pytest.mark.cluster
def test_killing_any_one_node_loses_no_search(nodes, client):
    for victim in nodes.nodes:
        with Load(client) as load:
            time.sleep(1)
            victim.kill()
            time.sleep(2)
        assert load.problems == []
        assert len(load.moments) > 100
        assert load.slowest < 2  # seconds
        nodes.wait("yellow", nodes=2)
        nodes.restart(victim)
        nodes.wait("green")


@pytest.mark.cluster
def test_a_frozen_node_answers_again_after_thawing(nodes, client):
    victim = nodes.nodes[0]
    victim.freeze()
    assert victim.ask("/_cluster/health", seconds=0.5) == {}
    victim.thaw()
    nodes.wait("green")
    assert victim.ask("/_cluster/health")["status"] == "green"


def test_a_machine_without_java_is_told_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CannotBuild, match=r"java, javac, mvn not found(.|\n)*apt-get install"):
        server()
