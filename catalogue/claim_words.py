"""Words that goods may not be sold with, each with its law: data/claim_words.csv, and how they are found."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from catalogue.text import fold, normalize, tone_key

TABLE = Path(__file__).parent / "data" / "claim_words.csv"
_WORD = re.compile(r"\w+")


@cache
def claim_phrases(kind: str) -> dict[str, str]:
    """Return phrase → article of one kind ("cure", "ailment", "superlative"), read once a process."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["phrase"]: row["basis"] for row in csv.DictReader(lines) if row["kind"] == kind}


class PhraseFinder:
    """Finds whole phrases in a text, as it is written or typed without any mark.

    Words count with their marks: "chữa khỏi", not "chưa khỏi". In a text without any mark only the
    phrases of `unmarked` count, for others mean something else then ("chua" is sour).
    """

    def __init__(self, phrases: Iterable[str], unmarked: Iterable[str]) -> None:
        self.unmarked = frozenset(unmarked)
        self._by_first_word: dict[str, list[str]] = {}
        for phrase in phrases:
            self._by_first_word.setdefault(fold(phrase.split()[0]), []).append(phrase)

    def first(self, text: str) -> str:
        """Return the first phrase in a text as it is spelt right; else nothing."""
        words = _WORD.findall(text)
        return next(self._found(words, marked=not text.isascii()), "")

    def _found(self, words: list[str], *, marked: bool) -> Iterator[str]:
        compared = tone_key if marked else fold
        for start, word in enumerate(words):
            for phrase in self._by_first_word.get(fold(word), ()):
                parts = phrase.split()
                typed = words[start : start + len(parts)]
                if (marked or phrase in self.unmarked) and (
                    [*map(compared, typed)] == [*map(compared, parts)]
                ):
                    yield phrase


def plain_text(text: str) -> str:
    """Return a text in small letters without what only looks like other letters."""
    return normalize(unicodedata.normalize("NFKC", text)).lower()
