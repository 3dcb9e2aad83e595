"""The circuit breaker: opens on failures, asks nobody then, tries now and again, closes by itself."""

from itertools import pairwise

import pytest
from prometheus_client import REGISTRY

from search.engines.resilience import FIRST_PAUSE, LONGEST_PAUSE, SLOW_PAUSE, CircuitBreaker
from search.index.remote import RemoteUnavailable
from tests.search.failure.conftest import SEARCH, SUGGEST, Time

FOUND_NOTHING = b'{"took":1,"responses":[{"status":200,"hits":{"hits":[]}}]}'


def is_open() -> float:
    return REGISTRY.get_sample_value("search_breaker_open")


@pytest.fixture
def opened(on_cluster, doors, breaker, see):
    """The shop after a few searches on a cluster that fails."""
    doors.all("answering", 500)
    for _ in range(3):
        see(SEARCH)
    assert breaker.open
    return breaker


def test_an_open_breaker_leaves_the_cluster_alone(opened, doors, see, fallbacks):
    asked = doors.questions
    assert see(SEARCH).simple
    assert doors.questions == asked
    assert fallbacks()["breaker"] >= 1
    assert is_open() == 1


def test_it_closes_by_itself_when_the_cluster_answers_again(opened, doors, see, caplog):
    doors.all("answering", 200, FOUND_NOTHING)
    opened.clock.now += FIRST_PAUSE
    asked = doors.questions
    see(SUGGEST)
    assert doors.questions == asked + 1
    assert not opened.open
    assert is_open() == 0
    assert "search: the cluster answers again" in caplog.messages


def test_a_cluster_that_stays_away_is_tried_more_and_more_seldom():
    breaker, tried = CircuitBreaker(clock=Time()), []
    for second in range(200):
        breaker.clock.now += 1
        if breaker.allows():
            tried.append(second)
            breaker.failed(RemoteUnavailable("unreachable"))
    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert gaps == [1, 1, 2, 4, 8, 16, *[LONGEST_PAUSE] * 5]


def test_the_log_does_not_repeat_itself(opened, see, caplog):
    for _ in range(20):
        opened.clock.now += 1
        see(SUGGEST)
    said = [record for record in caplog.records if record.name == "search.engines.resilience"]
    assert len(said) <= 3


def test_a_slow_cluster_is_asked_once_a_page(on_cluster, doors, see, breaker):
    doors.all("answering", 200, FOUND_NOTHING)
    doors.all("delaying", 0.3)
    see(SUGGEST)
    see(SUGGEST)
    assert doors.questions == 1
    breaker.clock.now += SLOW_PAUSE
    see(SUGGEST)
    assert doors.questions == 2
    assert not breaker.open


def test_questions_under_way_when_it_opens_lengthen_no_pause():
    breaker = CircuitBreaker(clock=Time())
    for _ in range(20):
        breaker.failed(RemoteUnavailable("timeout"))
    breaker.clock.now += FIRST_PAUSE
    assert breaker.allows()
    assert not breaker.allows()


def test_a_second_of_quiet_is_not_a_failure():
    breaker = CircuitBreaker(clock=Time())
    breaker.succeeded(slowly=True)
    assert not breaker.allows()
    assert not breaker.open
    breaker.clock.now += SLOW_PAUSE
    assert breaker.allows()
