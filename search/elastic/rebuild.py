"""A new index: created and filled while the old one serves, then switched to in one step."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from secrets import token_hex
from time import sleep

from search.elastic import rows
from search.elastic.bulk import send
from search.elastic.client import background_client, remote_errors
from search.elastic.dsl import Elasticsearch, Index, NotFoundError
from search.elastic.index import aliases
from search.elastic.mapping import BUILDING, SERVING, SETTINGS, IndexFamily
from search.index.remote import PushResult, RemoteUnavailable

BATCH = 2000
#: Requests under way at once, and batches that wait for them.
SENDER_THREADS, MAX_QUEUED = 2, 4
#: Seconds to wait before a batch is sent again that the cluster was too busy for.
RETRY_PAUSES = (0.5, 1, 2, 4, 8, 16)
#: Seconds to wait until the copies of a new index are there; without them it serves all the same.
COPY_TIMEOUT = 60

logger = logging.getLogger(__name__)


class BuildSuperseded(Exception):
    """Another build began after this one; its index will be taken into use."""


def build(
    family: IndexFamily, *, done: Callable[[int], None] = lambda number: None
) -> dict[int, str]:
    """Build an index from the entries as they are and switch to it.

    Changes meanwhile go to both indexes, so that none is lost. `done` gets the number of
    documents sent so far. Returns why documents were refused, by primary key. Raises
    RemoteUnavailable and BuildSuperseded; then the live index is as it was.
    """
    using = background_client()
    name = _create_index(using, family)
    try:
        refused = _fill(using, family, done)
        _prepare_to_serve(using, name)
        _switch_alias(using, family, name)
    except (Exception, KeyboardInterrupt):
        _delete_index(using, family, name)
        raise
    return refused


def drop_old(family: IndexFamily) -> list[str]:
    """Delete the indexes of a family that serve no more; returns their names."""
    using = background_client()
    with remote_errors():
        used = set(aliases(using, family).values())
        old = sorted(set(using.indices.get(index=family.dated).body) - used)
        for name in old:
            using.indices.delete(index=name)
    return old


def _create_index(using: Elasticsearch, family: IndexFamily) -> str:
    """Make the index with its alias in one step, in place of one that was never finished."""
    with remote_errors():
        unfinished = aliases(using, family).get(family.next)
        if unfinished:
            using.indices.delete(index=unfinished)
        name = f"{family.live}-{datetime.now(UTC):%Y%m%dt%H%M%S}-{token_hex(2)}"
        index = Index(name, using=using)
        index.document(family.document)
        index.settings(**SETTINGS, **BUILDING, **family.order)
        index.aliases(**{family.next: {}})
        index.create()
    return name


def _fill(using: Elasticsearch, family: IndexFamily, done: Callable[[int], None]) -> dict[int, str]:
    """Send all rows: this thread reads and writes lines while others wait for the cluster."""
    refused: dict[int, str] = {}
    sent = 0
    with ThreadPoolExecutor(SENDER_THREADS) as senders:
        for count, result in _send_batches(senders, using, family):
            sent += count
            refused |= result.refused | result.delayed
            done(sent)
    return refused


def _send_batches(
    senders: ThreadPoolExecutor, using: Elasticsearch, family: IndexFamily
) -> Iterator[tuple[int, PushResult]]:
    under_way: deque[tuple[int, Future[PushResult]]] = deque()
    for batch in rows.batches(family, BATCH):
        lines = rows.index_lines(family, batch)
        under_way.append((len(batch), senders.submit(_send, using, family.next, lines)))
        if len(under_way) > MAX_QUEUED:
            count, future = under_way.popleft()
            yield count, future.result()
    for count, future in under_way:
        yield count, future.result()


def _send(using: Elasticsearch, alias: str, lines: bytes) -> PushResult:
    """Send a batch, and all of it again when the cluster was too busy for it or for a part."""
    for pause in RETRY_PAUSES:
        try:
            result = send(using, alias, lines)
        except RemoteUnavailable as away:
            if away.reason == "missing index":
                raise
        else:
            if not result.delayed:
                return result
        sleep(pause)
    return send(using, alias, lines)


def _prepare_to_serve(using: Elasticsearch, name: str) -> None:
    """Make everything findable, then copies; a cluster of one node has none and is green.

    What is not on disk by then, a copy forgets for a moment when another node is lost: it answers
    from the last state on disk until it has read the rest again. An account that may not ask for
    the health does not wait for copies.
    """
    with remote_errors():
        using.indices.flush(index=name)
        using.indices.put_settings(index=name, settings=SERVING)
        using.indices.refresh(index=name)
        waiting = using.options(request_timeout=COPY_TIMEOUT + 10, ignore_status=[403, 408])
        waiting.cluster.health(index=name, wait_for_status="green", timeout=f"{COPY_TIMEOUT}s")


def _switch_alias(using: Elasticsearch, family: IndexFamily, name: str) -> None:
    with remote_errors():
        current = aliases(using, family)
        if current.get(family.next) != name:
            raise BuildSuperseded
        actions: list[dict] = [
            {"remove": {"index": name, "alias": family.next}},
            {"add": {"index": name, "alias": family.live}},
        ]
        if family.live in current:
            actions.append({"remove": {"index": current[family.live], "alias": family.live}})
        using.indices.update_aliases(actions=actions)
    logger.info("search: %s serves %s", name, family.live)


def _delete_index(using: Elasticsearch, family: IndexFamily, name: str) -> None:
    """Delete an unfinished index: the outbox would go on feeding it."""
    with suppress(RemoteUnavailable, NotFoundError), remote_errors():
        using.indices.delete(index=name)
