"""The sectors as tiles, each in the colours of a region."""

from dataclasses import dataclass
from itertools import cycle
from pathlib import PurePosixPath

from catalogue.navigation import sector_links
from search.home_counts import HomeCounts
from theme.covers import WORLDS, Cover, weave

SECTOR_DRAWINGS = {
    "thuc-pham": "gao",
    "do-uong": "chai",
    "duoc-lieu": "duoc-lieu",
    "thu-cong-my-nghe": "gom",
    "sinh-vat-canh": "cay",
    "du-lich": "du-lich",
}


@dataclass(frozen=True, slots=True)
class GroupTile:
    """One of the sectors with the number of its products in force."""

    label: str
    url: str
    count: int
    cover: Cover


def group_tiles(counts: HomeCounts) -> list[GroupTile]:
    """Return the sectors that have products, each always in the colours of the same region."""
    tiles, world_of = [], dict(zip(SECTOR_DRAWINGS, cycle(WORLDS)))
    for label, url in sector_links():
        slug = PurePosixPath(url).name
        cover = weave(slug=slug, world=world_of.get(slug, ""), glyph=SECTOR_DRAWINGS.get(slug, ""))
        tiles.append(GroupTile(label, url, counts.by_sector[slug], cover))
    return tiles
