"""Sends lines to an index and says what became of each document."""

from collections.abc import Mapping

from search.elastic.client import asking
from search.elastic.dsl import Elasticsearch
from search.index.remote import Pushed, RemoteUnavailable

#: Not the document's fault: the cluster is busy or a copy of the index is away.
LATER = {408, 429}
#: The whole index is another than this code writes for.
OTHER_LAYOUT = "strict_dynamic_mapping_exception"
#: How long the cluster may wait for a copy of the index that is away.
PATIENCE = "5s"
_ANSWER = "errors,items.*._id,items.*.status,items.*.error"


def send(using: Elasticsearch, alias: str, lines: bytes) -> Pushed:
    """Send lines through an alias; an index that is missing is never made by accident.

    A document for which the index already holds a newer one is where it belongs, and so is one
    to delete that is not there. Raises RemoteUnavailable.
    """
    with asking():
        answer = using.bulk(
            index=alias,
            operations=[lines],  # type: ignore[list-item]  # lines of bytes are sent as they are
            require_alias=True,
            timeout=PATIENCE,
            filter_path=_ANSWER,
        ).body
        pushed = Pushed()
        if answer["errors"]:
            for item in answer["items"]:
                _sort_out(pushed, next(iter(item.values())))
    return pushed


def _sort_out(pushed: Pushed, item: Mapping) -> None:
    """A refusal that every document would meet says something about the index."""
    error, status = item.get("error"), item["status"]
    if error is None or status == 409:
        return
    text = f"{error.get('type')}: {error.get('reason')}"[:500]
    if error.get("type") == "index_not_found_exception":
        raise RemoteUnavailable("missing index", text)
    if error.get("type") == OTHER_LAYOUT:
        raise RemoteUnavailable("other layout", text)
    waits = status >= 500 or status in LATER
    (pushed.delayed if waits else pushed.refused)[int(item["_id"])] = text
