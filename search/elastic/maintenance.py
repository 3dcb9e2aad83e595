"""What the command does on a cluster: build, bring up to date, compare, repair, tidy up.

Everything here raises RemoteUnavailable.
"""

from collections.abc import Callable

from search.elastic import rebuild
from search.elastic.client import background_client
from search.elastic.index import aliases
from search.elastic.mapping import FAMILIES
from search.elastic.rows import entries
from search.elastic.verification import Differences, compare
from search.index import outbox
from search.models import OutboxKind

#: Told what is being sent, how many documents there are, and how many were sent.
ProgressCallback = Callable[[str, int, int], None]


def build(report: ProgressCallback) -> int:
    """Build new indexes and switch to them; returns the number of documents."""
    total = 0
    for kind, family in FAMILIES.items():
        size = entries(family).count()

        def sent(number: int, noun: str = family.noun, size: int = size) -> None:
            report(noun, size, number)

        outbox.record_refusals(OutboxKind(kind), rebuild.build(family, done=sent))
        total += size
    return total


def is_built() -> bool:
    """Whether both indexes are in use."""
    using = background_client()
    return all(family.live in aliases(using, family) for family in FAMILIES.values())


def differences() -> dict[OutboxKind, Differences]:
    """Return what differs between database and cluster."""
    return {OutboxKind(kind): compare(family) for kind, family in FAMILIES.items()}


def repair(differences: dict[OutboxKind, Differences]) -> None:
    """Put what differs into the outbox and send it."""
    for kind, difference in differences.items():
        outbox.record(kind, difference.repairable)
    outbox.drain()


def drop_old() -> list[str]:
    """Delete the indexes that serve no more; returns their names."""
    return [name for family in FAMILIES.values() for name in rebuild.drop_old(family)]
