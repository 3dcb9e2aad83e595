"""The seam: pages ask for an engine here and know no other."""

from typing import Protocol

from search.embedded import EmbeddedEngine
from search.query import SearchQuery
from search.results import SearchResults
from search.vocabulary import Vocabulary


class Engine(Protocol):
    """What every engine does: answer a query value with a result value."""

    def run(self, query: SearchQuery, words: Vocabulary | None = None) -> SearchResults:
        """Answer; `words` saves reading the vocabulary twice in one request."""


def engine() -> Engine:
    """Return the engine of this site."""
    return EmbeddedEngine()
