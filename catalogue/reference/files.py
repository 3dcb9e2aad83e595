"""Reading the files in catalogue/data."""

import csv
from collections.abc import Iterator
from pathlib import Path

from catalogue.text import normalize

DATA = Path(__file__).resolve().parent.parent / "data"


def read(name: str) -> Iterator[dict[str, str]]:
    """The rows of one file as column → text, composed (NFC)."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: normalize(text) for column, text in row.items()}
