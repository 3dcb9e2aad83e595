"""Other words for the same goods, from catalogue/data/synonyms.csv, added when a name is indexed.

Added to the index and not to the question, because a product's name always carries its marks:
"lạc" is known to be peanuts and gets "đậu phộng" beside it, while a typed "lac" could be anything.
A search then stays one look for each typed word, and "tra shan" finds "Chè Shan tuyết".
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import catalogue
from catalogue.text import fold, tone_key

FILE = Path(catalogue.__file__).parent / "data" / "synonyms.csv"

#: Names that mean something else in many products: nothing is added for them, while they are
#: still added for the words that mean only the fruit or the grain ("dứa" gets "thơm").
_MEAN_MORE = "na, roi, mận, bắp, thơm, tắc, mè, trái, quả, mùng, củ sắn, vải, hồng, bơ, cam, chanh"
_SHORT_FORMS = "TP, TM, DV, CP, SX, HN, TX"
AMBIGUOUS = frozenset(tone_key(word) for word in f"{_MEAN_MORE}, {_SHORT_FORMS}".split(", "))


@dataclass(frozen=True)
class Phrase:
    """Words as they are indexed: folded, and with their marks."""

    folded: str
    marked: str


@cache
def table() -> dict[str, dict[Phrase, tuple[str, ...]]]:
    """Return folded phrase → its spellings → other words for each, both ways."""
    found: dict[str, dict[Phrase, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            first, second = row["canonical"], row["variant"]
            found[fold(first)][phrase(first)][second] = None
            found[fold(second)][phrase(second)][first] = None
    return {
        folded: {spelling: tuple(others) for spelling, others in spellings.items()}
        for folded, spellings in found.items()
    }


def phrase(text: str) -> Phrase:
    """Return a text as words to look for."""
    return Phrase(fold(text), tone_key(text))


def other_words(text: str) -> list[str]:
    """Return what else the things named in a text are called.

    Every phrase counts, also one inside a longer one ("cà phê" in "cà phê rang xay"), but a
    single word inside a phrase does not: "quả" in "cá quả" is no fruit.
    """
    words = [phrase(word) for word in text.split()]
    words = [word for word in words if word.folded]
    found: dict[str, None] = {}
    covered = 0
    for start in range(len(words)):
        for size in range(min(_limit(), len(words) - start), 0, -1):
            if size == 1 and start < covered:
                continue
            others = _others(words[start : start + size])
            found |= dict.fromkeys(others)
            covered = max(covered, start + size) if others else covered
    return list(found)


def _others(words: list[Phrase]) -> tuple[str, ...]:
    """A single word must agree in its marks; a longer phrase may have been written without."""
    here = Phrase(" ".join(word.folded for word in words), " ".join(word.marked for word in words))
    if here.marked in AMBIGUOUS:
        return ()
    unmarked = here.marked == here.folded and len(words) > 1
    return tuple(
        other
        for spelling, others in table().get(here.folded, {}).items()
        if spelling.marked == here.marked or unmarked
        for other in others
    )


@cache
def _limit() -> int:
    """The number of words in the longest phrase."""
    return max(len(folded.split()) for folded in table())
