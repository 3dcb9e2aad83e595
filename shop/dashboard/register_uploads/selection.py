"""The kinds of outcomes of a register file, with their numbers, as filters and as a table."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.models import RegisterUpload
from catalogue.models.register_upload import OutcomeKind


class OutcomeTab(NamedTuple):
    """One filter over the rows: its value in the query string, its words, how many rows it has."""

    value: str
    label: str
    count: int
    active: bool


def outcome_tabs(upload: RegisterUpload, show: str = "") -> list[OutcomeTab]:
    """Return all rows, then each kind that there is; the numbers add up."""
    counts = upload.counts
    tabs = [OutcomeTab("", _("All rows"), sum(counts.values()), not show)]
    return tabs + [
        OutcomeTab(kind.value, str(kind.label), counts[kind], kind == show)
        for kind in OutcomeKind
        if counts.get(kind)
    ]
