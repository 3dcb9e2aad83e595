"""Compares an index with the database, document by document, without holding either in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from search.elastic import rows
from search.elastic.client import background_client, remote_errors
from search.elastic.dsl import Elasticsearch
from search.elastic.mapping import IndexFamily

BATCH = 5000
KEEP_ALIVE = "2m"


@dataclass
class Differences:
    """Primary keys: in the database alone, in the index alone, and older or newer in the index."""

    compared: int = 0
    missing: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    ahead: list[int] = field(default_factory=list)

    @property
    def repairable(self) -> list[int]:
        """What sending again puts right; documents newer than the database need a new build."""
        return [*self.missing, *self.extra, *self.stale]

    @property
    def agree(self) -> bool:
        """Whether there is no difference at all."""
        return not (self.repairable or self.ahead)


def compare(family: IndexFamily) -> Differences:
    """Return the differences; documents changed within the last second may be among them.

    Raises RemoteUnavailable.
    """
    differences = Differences()
    with _snapshot(background_client(), family) as indexed:
        entry, document = _entries(family), indexed
        ours, theirs = next(entry, None), next(document, None)
        while ours or theirs:
            differences.compared += 1
            if ours and (theirs is None or ours[0] < theirs[0]):
                differences.missing.append(ours[0])
                ours = next(entry, None)
            elif theirs and (ours is None or theirs[0] < ours[0]):
                differences.extra.append(theirs[0])
                theirs = next(document, None)
            elif ours and theirs:
                if ours[1] != theirs[1]:
                    (differences.stale if theirs[1] < ours[1] else differences.ahead).append(
                        ours[0]
                    )
                ours, theirs = next(entry, None), next(document, None)
    return differences


def _entries(family: IndexFamily) -> Iterator[tuple[int, int]]:
    pairs = rows.entries(family).order_by("pk").values_list("pk", "revision")
    return pairs.iterator(BATCH)


@contextmanager
def _snapshot(using: Elasticsearch, family: IndexFamily) -> Iterator[Iterator[tuple[int, int]]]:
    """Hold the index as it is now, all of it refreshed."""
    with remote_errors():
        using.indices.refresh(index=family.live)
        point_in_time = using.open_point_in_time(index=family.live, keep_alive=KEEP_ALIVE).body[
            "id"
        ]
    try:
        yield _documents(using, family, point_in_time)
    finally:
        with remote_errors():
            using.close_point_in_time(id=point_in_time)


def _documents(
    using: Elasticsearch, family: IndexFamily, point_in_time: str
) -> Iterator[tuple[int, int]]:
    after = None
    while True:
        with remote_errors():
            hits = using.search(
                pit={"id": point_in_time, "keep_alive": KEEP_ALIVE},
                size=BATCH,
                sort=[{family.key: "asc"}],
                search_after=after,
                source=False,
                version=True,
                track_total_hits=False,
            ).body["hits"]["hits"]
        if not hits:
            return
        yield from ((int(hit["_id"]), hit["_version"]) for hit in hits)
        after = hits[-1]["sort"]
