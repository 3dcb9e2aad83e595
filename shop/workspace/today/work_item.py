"""One thing to do, as the page of today shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkItem:
    """What it is, why or until when, the next step and where; `kind` chooses its colour."""

    text: str
    hint: str
    action: str
    url: str
    kind: str = ""
