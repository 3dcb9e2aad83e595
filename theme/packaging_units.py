"""Packings in the reader's language: “lốc 6 hũ × 70 ml” is “pack of 6 jars × 70 ml”."""

import csv
import re
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

_DECIMAL = re.compile(r"(?<=\d),(?=\d)")


def local_unit(unit: str) -> str:
    """Return a packing as the register writes it, in words of the reader's language.

    Words that data/units.csv does not know stay as they are.
    """
    if not unit or (get_language() or "vi").startswith("vi"):
        return unit
    words, pattern = _words()
    return pattern.sub(lambda match: _translated(match, words), _DECIMAL.sub(".", unit))


def _translated(match: re.Match, words: dict[str, tuple[str, str]]) -> str:
    number = match["number"] or ""
    one, many = words[match["word"].lower()]
    return f"{number}{one if number.strip() in ('', '1') else many}"


@cache
def _words() -> tuple[dict[str, tuple[str, str]], re.Pattern]:
    with (Path(__file__).parent / "data" / "units.csv").open(encoding="utf-8") as lines:
        words = {row["vi"]: (row["one"], row["many"]) for row in csv.DictReader(lines)}
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = rf"(?P<number>\d[\d.]*\s+)?(?<!\w)(?P<word>{longest_first})(?!\w)"
    return words, re.compile(pattern, re.IGNORECASE)
