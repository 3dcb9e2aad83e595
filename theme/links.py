"""Links as components/links.html shows them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A name and its URL; `count` products are there, `note` is shown small."""

    name: str
    url: str
    count: int | None = None
    note: str = ""
