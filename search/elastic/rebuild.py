"""A new index beside the live one: made, filled, shown, and taken into use in one step."""

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
from search.elastic.client import asking, patient_client
from search.elastic.dsl import Elasticsearch, Index, NotFoundError
from search.elastic.index import aliases
from search.elastic.mapping import BUILDING, SERVING, SETTINGS, Family
from search.index.remote import Pushed, RemoteUnavailable

BATCH = 2000
#: Requests under way at once, and batches that wait for them.
SENDERS, AHEAD = 2, 4
#: Seconds to wait before a batch is sent again that the cluster was too busy for.
PAUSES = (0.5, 1, 2, 4, 8, 16)
#: Seconds to wait until the copies of a new index are there; without them it serves all the same.
COPIES = 60

logger = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another build began after this one; its index will be taken into use."""


def build(family: Family, *, done: Callable[[int], None] = lambda number: None) -> dict[int, str]:
    """Build an index from the entries as they are and take it into use.

    Changes meanwhile go to both indexes, so that none is lost. `done` is told the number of
    documents sent so far. Returns why documents were refused, by primary key. Raises
    RemoteUnavailable and Overtaken; then the live index is as it was.
    """
    using = patient_client()
    name = _begin(using, family)
    try:
        refused = _fill(using, family, done)
        _serve(using, name)
        _swap(using, family, name)
    except (Exception, KeyboardInterrupt):
        _give_up(using, family, name)
        raise
    return refused


def drop_old(family: Family) -> list[str]:
    """Delete the indexes of a family that serve no more; returns their names."""
    using = patient_client()
    with asking():
        kept = set(aliases(using, family).values())
        old = sorted(set(using.indices.get(index=family.dated).body) - kept)
        for name in old:
            using.indices.delete(index=name)
    return old


def _begin(using: Elasticsearch, family: Family) -> str:
    """Make the index with its alias in one step, in place of one that was never finished."""
    with asking():
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


def _fill(using: Elasticsearch, family: Family, done: Callable[[int], None]) -> dict[int, str]:
    """Send all rows: this thread reads and writes lines while others wait for the cluster."""
    refused: dict[int, str] = {}
    sent = 0
    with ThreadPoolExecutor(SENDERS) as senders:
        for count, pushed in _sent(senders, using, family):
            sent += count
            refused |= pushed.refused | pushed.delayed
            done(sent)
    return refused


def _sent(
    senders: ThreadPoolExecutor, using: Elasticsearch, family: Family
) -> Iterator[tuple[int, Pushed]]:
    under_way: deque[tuple[int, Future[Pushed]]] = deque()
    for batch in rows.batches(family, BATCH):
        lines = rows.index_lines(family, batch)
        under_way.append((len(batch), senders.submit(_send, using, family.next, lines)))
        if len(under_way) > AHEAD:
            count, future = under_way.popleft()
            yield count, future.result()
    for count, future in under_way:
        yield count, future.result()


def _send(using: Elasticsearch, alias: str, lines: bytes) -> Pushed:
    """Send a batch, and all of it again when the cluster was too busy for it or for a part."""
    for pause in PAUSES:
        try:
            pushed = send(using, alias, lines)
        except RemoteUnavailable as away:
            if away.reason == "missing index":
                raise
        else:
            if not pushed.delayed:
                return pushed
        sleep(pause)
    return send(using, alias, lines)


def _serve(using: Elasticsearch, name: str) -> None:
    """Make everything findable, then copies; a cluster of one node has none and is green.

    What is not on disk by then, a copy forgets for a moment when another node is lost: it answers
    from the last state on disk until it has read the rest again. An account that may not ask for
    the health does not wait for copies.
    """
    with asking():
        using.indices.flush(index=name)
        using.indices.put_settings(index=name, settings=SERVING)
        using.indices.refresh(index=name)
        waiting = using.options(request_timeout=COPIES + 10, ignore_status=[403, 408])
        waiting.cluster.health(index=name, wait_for_status="green", timeout=f"{COPIES}s")


def _swap(using: Elasticsearch, family: Family, name: str) -> None:
    with asking():
        held = aliases(using, family)
        if held.get(family.next) != name:
            raise Overtaken
        actions: list[dict] = [
            {"remove": {"index": name, "alias": family.next}},
            {"add": {"index": name, "alias": family.live}},
        ]
        if family.live in held:
            actions.append({"remove": {"index": held[family.live], "alias": family.live}})
        using.indices.update_aliases(actions=actions)
    logger.info("search: %s serves %s", name, family.live)


def _give_up(using: Elasticsearch, family: Family, name: str) -> None:
    """Leave nothing behind that the outbox would go on feeding."""
    with suppress(RemoteUnavailable, NotFoundError), asking():
        using.indices.delete(index=name)
