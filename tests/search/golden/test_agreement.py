"""The golden set asked of the cluster: the first five are those of the database."""

import pytest

from search.elastic.engine import ElasticEngine
from search.embedded import EmbeddedEngine
from search.query import SearchQuery
from tests.search.elastic.clusters import own_indexes
from tests.search.golden.judge import wishes

FIRST, LEAST = 5, 0.95

pytestmark = [pytest.mark.cluster, pytest.mark.django_db, pytest.mark.xdist_group("golden")]


def first(engine, text: str) -> list[str]:
    """Return the addresses of the first products."""
    return [card.url for card in engine.run(SearchQuery(text=text)).hits[:FIRST]]


def test_the_engines_agree_on_what_comes_first(whole_register, settings):
    with own_indexes(settings):
        asked = dict.fromkeys(wish.query for wish in wishes())
        differ = [q for q in asked if first(EmbeddedEngine(), q) != first(ElasticEngine(), q)]
    assert len(asked) >= 250
    assert 1 - len(differ) / len(asked) >= LEAST, differ
