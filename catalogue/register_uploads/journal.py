"""What an applied register file leaves for its undoing: keys of what it made, values of before."""

from typing import Any

from catalogue.models.certificate_proposal import ProposedExtension, ProposedRevocation


def proposals(
    journal: dict[str, Any],
) -> list[tuple[type[ProposedRevocation] | type[ProposedExtension], list[int]]]:
    """Return the proposals that came with the file, by their kind."""
    kept = journal.get("proposals", {})
    return [
        (ProposedRevocation, kept.get("revocations", [])),
        (ProposedExtension, kept.get("extensions", [])),
    ]
