"""What the outbox asks of an index outside the site's database."""

from collections.abc import Sequence
from typing import Protocol


class RemoteUnavailable(Exception):
    """The cluster could not be asked, or not in time: nothing is lost, try again later."""


class RemoteIndex(Protocol):
    """An index that is fed with documents by kind and primary key."""

    def push(self, kind: str, ids: Sequence[int]) -> dict[int, str]:
        """Bring these documents to their state in the database, gone ones deleted.

        Returns why documents were refused, by primary key. Raises RemoteUnavailable.
        """
