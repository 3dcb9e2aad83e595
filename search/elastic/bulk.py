"""Sends lines to an index and says what became of each document."""

from collections.abc import Mapping

from search.elastic.client import remote_errors
from search.elastic.dsl import Elasticsearch
from search.index.remote import PushResult, RemoteUnavailable

#: Not the document's fault: the cluster is busy or a copy of the index is away.
RETRY_STATUSES = {408, 429}
#: The whole index is another than this code writes for.
MAPPING_MISMATCH = "strict_dynamic_mapping_exception"
#: How long the cluster may wait for a copy of the index that is away.
COPY_TIMEOUT = "5s"
_FILTER_PATH = "errors,items.*._id,items.*.status,items.*.error"


def send(using: Elasticsearch, alias: str, lines: bytes) -> PushResult:
    """Send lines through an alias; an index that is missing is never made by accident.

    A document is no failure when the index has a newer version of it, or when it is to be deleted
    and not there. Raises RemoteUnavailable.
    """
    with remote_errors():
        response = using.bulk(
            index=alias,
            operations=[lines],  # type: ignore[list-item]  # lines of bytes are sent as they are
            require_alias=True,
            timeout=COPY_TIMEOUT,
            filter_path=_FILTER_PATH,
        ).body
        result = PushResult()
        if response["errors"]:
            for item in response["items"]:
                _record_outcome(result, next(iter(item.values())))
    return result


def _record_outcome(result: PushResult, item: Mapping) -> None:
    """Raise RemoteUnavailable for a refusal that every document would meet."""
    error, status = item.get("error"), item["status"]
    if error is None or status == 409:
        return
    text = f"{error.get('type')}: {error.get('reason')}"[:500]
    if error.get("type") == "index_not_found_exception":
        raise RemoteUnavailable("missing index", text)
    if error.get("type") == MAPPING_MISMATCH:
        raise RemoteUnavailable("other layout", text)
    retry = status >= 500 or status in RETRY_STATUSES
    (result.delayed if retry else result.refused)[int(item["_id"])] = text
