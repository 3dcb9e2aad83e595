"""Loading the three versions of the classification."""

from catalogue.models import ClassificationNode
from catalogue.models.classification import ClassificationLevel
from catalogue.reference.files import read
from catalogue.reference.sync import Loaded, ids, sync

FLAGS = ("alcohol", "functional_food", "medicine", "cosmetics", "live_goods", "service")
FACTS = (
    "version",
    "level",
    "slug",
    "name",
    "name_en",
    "position",
    "set_number",
    "legal_basis",
    "valid_from_year",
    "valid_until_year",
    *FLAGS,
)
LINKS = ("parent_id", "sector_id", "group_id", "successor_id")


def load_classification() -> Loaded:
    """All nodes; their facts first, then how they hang together."""
    rows = list(read("classification.csv"))
    facts = sync(ClassificationNode, map(_node, rows, range(len(rows))), ("code",), *FACTS)
    links = sync(ClassificationNode, _linked(rows), ("code",), *LINKS)
    relinked = max(links.updated - facts.created, 0)
    return Loaded(facts.table, facts.rows, facts.created, max(facts.updated, relinked))


def _node(row: dict[str, str], position: int) -> ClassificationNode:
    """One node by its own facts; the file's order is the order of the decision."""
    version, _, path = row["code"].partition("-")
    is_set = row["level"] == ClassificationLevel.SET
    return ClassificationNode(
        code=row["code"],
        version=int(version),
        level=row["level"],
        slug=row["slug"],
        name=row["name_vi"],
        name_en=row["name_en"],
        position=position,
        set_number=int(path.removeprefix("S")) if is_set else None,
        legal_basis=row["legal_basis"],
        valid_from_year=int(row["from_year"]),
        valid_until_year=int(row["to_year"]) if row["to_year"] else None,
        **{flag: flag in row["flags"].split(";") for flag in FLAGS},
    )


def _linked(rows: list[dict[str, str]]) -> list[ClassificationNode]:
    """The nodes again with their parent, sector, group and successor."""
    pk, by_code = ids(ClassificationNode), {row["code"]: row for row in rows}
    return [
        ClassificationNode(
            code=row["code"],
            parent_id=pk.get(row["parent"]),
            sector_id=pk.get(_ancestor(row, ClassificationLevel.SECTOR, by_code)),
            group_id=pk.get(_ancestor(row, ClassificationLevel.GROUP, by_code)),
            successor_id=pk.get(row["successor"]),
        )
        for row in rows
    ]


def _ancestor(row: dict[str, str], level: str, by_code: dict[str, dict[str, str]]) -> str:
    """The code of the node itself or of its ancestor at that level; empty when it is above it."""
    while row and row["level"] != level:
        row = by_code.get(row["parent"], {})
    return row.get("code", "")
