"""Addresses that are free."""

from collections.abc import Iterable
from itertools import count


class Slugs:
    """The addresses taken so far; an address once given stays."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def take(self, base: str, *suffixes: str, crowded: bool = False) -> str:
        """Give the base, or the base with suffixes until it is free, at last with a number.

        `crowded` says that others want the base as well: then nobody gets it bare, so that the
        order of a file does not decide whose address is the plain one.
        """
        candidates = [base] if not crowded else []
        longer = base
        for suffix in filter(None, suffixes):
            longer = f"{longer}-{suffix}"
            candidates.append(longer)
        numbered = (f"{longer}-{number}" for number in count(2))
        free = next((each for each in candidates if each not in self._taken), None)
        slug = free or next(each for each in numbered if each not in self._taken)
        self._taken.add(slug)
        return slug
