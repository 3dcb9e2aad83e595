"""What people call a product group, from catalogue/data/group_words.csv.

A fish sauce never says "gia vị". Only names that mean the whole group and nothing else are
listed: the words of "Thực phẩm chế biến" would bring processed food to everyone who types "che".
"""

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path

import catalogue
from catalogue.models import ClassificationNode

FILE = Path(catalogue.__file__).parent / "data" / "group_words.csv"


def words_of_nodes() -> dict[int, list[str]]:
    """Return the words for the products of each node of the classification, by primary key."""
    words: dict[int, list[str]] = defaultdict(list)
    nodes = ClassificationNode.objects.current().values_list("pk", "sector__slug", "group__slug")
    for pk, sector, group in nodes:
        for slug in dict.fromkeys([sector, group]):
            if slug in words_by_slug():
                words[pk].append(words_by_slug()[slug])
    return dict(words)


@cache
def words_by_slug() -> dict[str, str]:
    """Return the words of each sector or group by its slug."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: row["words"] for row in csv.DictReader(lines)}
