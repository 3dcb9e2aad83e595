"""The cluster as an index that the outbox feeds, also while a new one is built."""

from collections.abc import Sequence

from search.elastic import rows
from search.elastic.bulk import send
from search.elastic.client import background_client, remote_errors, request_client
from search.elastic.dsl import Elasticsearch
from search.elastic.mapping import FAMILIES, IndexFamily
from search.index.remote import PushResult, RemoteUnavailable


class ElasticIndex:
    """Brings documents to the state of their entries, in the live index and in the next one."""

    def push(self, kind: str, ids: Sequence[int], *, may_wait: bool = True) -> PushResult:
        """Send documents; entries that are gone are deleted. Raises RemoteUnavailable.

        Which indexes there are is asked before the entries are read: an index that is begun later
        reads them itself.
        """
        family, using = FAMILIES[kind], background_client() if may_wait else request_client()
        building = family.next in aliases(using, family)
        entry_rows = rows.rows_of(family, ids)
        gone = sorted(set(ids) - {row[0] for row in entry_rows})
        lines = rows.index_lines(family, entry_rows) + rows.delete_lines(gone)
        result = send(using, family.live, lines)
        if building:
            _send_to_new_index(using, family, lines)
        return result


def aliases(using: Elasticsearch, family: IndexFamily) -> dict[str, str]:
    """Return the name of the index behind each alias of a family that there is."""
    with remote_errors():
        indexes = using.indices.get_alias(name=f"{family.live}*").body
    return {
        alias: index
        for index, properties in indexes.items()
        for alias in properties["aliases"]
        if alias in (family.live, family.next)
    }


def _send_to_new_index(using: Elasticsearch, family: IndexFamily, lines: bytes) -> None:
    """Without this the build would put an older copy in place; a next that is gone is live now."""
    try:
        send(using, family.next, lines)
    except RemoteUnavailable as away:
        if away.reason != "missing index":
            raise
