"""What every search engine can do."""

from collections.abc import Sequence
from typing import Protocol

from catalogue.audience import Audience
from search.query import SearchQuery
from search.results import SearchResults
from search.vocabulary import Vocabulary


class Engine(Protocol):
    """What every engine does. None raises for what a shopper may type.

    Each answers for one audience, a query by the one it names; PUBLIC where none is given.
    """

    def run(self, query: SearchQuery, vocabulary: Vocabulary | None = None) -> SearchResults:
        """Answer; `vocabulary` saves reading the vocabulary twice in one request."""

    def count_hits(self, texts: Sequence[str], audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return how many products in force each text finds."""

    def count_ended(self, text: str, audience: Audience = Audience.PUBLIC) -> int:
        """Return how many products with all the words are certified no more."""

    def complete(self, typed: str, limit: int, audience: Audience = Audience.PUBLIC) -> list[int]:
        """Return products (primary keys) in force whose name has the typed words, the last begun."""

    def find_pages(self, text: str, limit: int) -> list[int]:
        """Return story and province pages (primary keys) with all the words."""
