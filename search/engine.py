"""The seam: pages ask for an engine here and know no other."""

from collections.abc import Sequence
from typing import Protocol

from search.embedded import EmbeddedEngine
from search.query import SearchQuery
from search.remote import RemoteIndex
from search.results import SearchResults
from search.vocabulary import Vocabulary


class Engine(Protocol):
    """What every engine does. None raises for what a shopper may type."""

    def run(self, query: SearchQuery, words: Vocabulary | None = None) -> SearchResults:
        """Answer; `words` saves reading the vocabulary twice in one request."""

    def counts(self, texts: Sequence[str]) -> list[int]:
        """Return how many products in force each text finds."""

    def complete(self, typed: str, limit: int) -> list[int]:
        """Return products (primary keys) in force whose name has the typed words, the last begun."""

    def pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages (primary keys) with all the words."""


def engine() -> Engine:
    """Return the engine of this site."""
    return EmbeddedEngine()


def remote_index() -> RemoteIndex | None:
    """Return the index outside the database that the outbox feeds, None when there is none."""
    return None
