"""Long lists of keys in parts: a statement of SQLite takes so many values and no more."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

#: SQLite as its makers ship it takes 32,766 values; short lists are planned better than long ones.
KEYS = 1000


def in_batches(keys: Iterable[T], size: int = KEYS) -> Iterator[list[T]]:
    """Yield keys in lists of at most `size`, in their order."""
    wanted = list(keys)
    return (wanted[start : start + size] for start in range(0, len(wanted), size))
