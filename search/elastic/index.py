"""The cluster as an index that the outbox feeds, also while a new one is built beside it."""

from collections.abc import Sequence

from search.elastic import rows
from search.elastic.bulk import send
from search.elastic.client import asking, hurried_client, patient_client
from search.elastic.dsl import Elasticsearch
from search.elastic.mapping import FAMILIES, Family
from search.index.remote import Pushed, RemoteUnavailable


class ElasticIndex:
    """Brings documents to the state of their entries, in the live index and in the next one."""

    def push(self, kind: str, ids: Sequence[int], *, patient: bool = True) -> Pushed:
        """Send documents; entries that are gone are deleted. Raises RemoteUnavailable.

        Which indexes there are is asked before the entries are read: an index that is begun later
        reads them itself.
        """
        family, using = FAMILIES[kind], patient_client() if patient else hurried_client()
        building = family.next in aliases(using, family)
        found = rows.chosen_rows(family, ids)
        gone = sorted(set(ids) - {row[0] for row in found})
        lines = rows.index_lines(family, found) + rows.delete_lines(gone)
        pushed = send(using, family.live, lines)
        if building:
            _send_to_next(using, family, lines)
        return pushed


def aliases(using: Elasticsearch, family: Family) -> dict[str, str]:
    """Return the name of the index behind each alias of a family that there is."""
    with asking():
        held = using.indices.get_alias(name=f"{family.live}*").body
    return {
        alias: index
        for index, each in held.items()
        for alias in each["aliases"]
        if alias in (family.live, family.next)
    }


def _send_to_next(using: Elasticsearch, family: Family, lines: bytes) -> None:
    """Without this the build would put an older copy in place; a next that is gone is live now."""
    try:
        send(using, family.next, lines)
    except RemoteUnavailable as away:
        if away.reason != "missing index":
            raise
