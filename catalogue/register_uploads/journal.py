"""What an applied register file leaves for its undoing: keys of what it made, values of before."""

from collections.abc import Iterable, Iterator
from typing import Any

from catalogue.models.certificate_proposal import ProposedExtension, ProposedRevocation

BATCH = 500


def batches(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """Return keys in parts that one statement of SQLite takes."""
    wanted = list(keys)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def proposals(
    journal: dict[str, Any],
) -> list[tuple[type[ProposedRevocation] | type[ProposedExtension], list[int]]]:
    """Return the proposals that came with the file, by their kind."""
    kept = journal.get("proposals", {})
    return [
        (ProposedRevocation, kept.get("revocations", [])),
        (ProposedExtension, kept.get("extensions", [])),
    ]
