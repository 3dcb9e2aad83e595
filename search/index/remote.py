"""What the outbox asks of an index outside the site's database."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

#: Seconds that this request has waited for the cluster since someone set it back.
SECONDS_WAITED: ContextVar[float] = ContextVar("waited", default=0.0)


class RemoteUnavailable(Exception):
    """The cluster could not be asked, or not in time: nothing is lost, try again later.

    `reason` is a label of the fallback metric; the text has the details.
    """

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text or reason)
        self.reason = reason


@dataclass
class PushResult:
    """What became of documents, by primary key; those not named here were accepted.

    `refused`: the document itself is at fault and will be refused again. `delayed`: not this time.
    """

    refused: dict[int, str] = field(default_factory=dict)
    delayed: dict[int, str] = field(default_factory=dict)


class RemoteIndex(Protocol):
    """An index that is fed with documents by kind and primary key."""

    def push(self, kind: str, ids: Sequence[int], *, may_wait: bool = True) -> PushResult:
        """Bring these documents to their state in the database, gone ones deleted.

        With `may_wait=False` (a shopper waits) it gives up quickly. Raises RemoteUnavailable.
        """
