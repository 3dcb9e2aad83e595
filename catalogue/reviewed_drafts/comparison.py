"""What a draft says another way than what it was begun from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that a draft says another way than buyers see it now; texts for people.

    `is_disputed`: it has changed there since the draft was begun.
    """

    name: str
    now: str
    proposed: str
    is_disputed: bool = False


def is_same(one: Any, other: Any) -> bool:
    """Whether two values say the same; nothing is said in several ways."""
    return (one or None) == (other or None)


def changed_values(before: Mapping[str, Any], says: Mapping[str, Any]) -> dict[str, Any]:
    """Return name → value of what is said another way than before."""
    return {name: value for name, value in says.items() if not is_same(value, before.get(name))}
