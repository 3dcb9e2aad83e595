"""What the worker does for the search index."""

from search.index import outbox
from search.index.entries import missing_entries
from search.models import OutboxKind


def drain_waiting() -> str:
    """Make searchable what requests could not; return why rows still wait, if the cluster is away."""
    return outbox.drain().unavailable


def renew_entries() -> None:
    """Renew what nobody changed: entries whose certificate ended while another begins, or missing."""
    outbox.record(OutboxKind.PRODUCT, missing_entries())
