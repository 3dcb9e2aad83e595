"""What is surely meant as it was typed: names of places, and words for goods, from the data files.

A shop sells little of all there is. Who types "nghêu" or "Hoàng Sa" has made no slip, even where
no product has the word.
"""

import csv
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import catalogue
from catalogue.text import fold, normalize, tone_key
from search.analysis.synonyms import phrase, synonym_table

DATA = Path(catalogue.__file__).parent / "data"
#: Where places are named, and in which columns.
_PLACES = {
    "provinces": ["name_vi"],
    "former_provinces": ["name_vi"],
    "communes": ["name_vi"],
    "former_communes": ["name_vi", "former_district"],
    "regions": ["name"],
}
#: Words in the longest name that is looked for.
_LONGEST = 5

_WORD = re.compile(r"[^\W_]+")


def words_not_doubted(text: str) -> frozenset[str]:
    """Return the folded words of a text that stand in a known name or phrase, or with known marks.

    A single word without marks counts only where nothing else was typed: in "mua man" the "man"
    may be a slip, and no curtain.
    """
    words = [phrase(word) for word in _WORD.findall(normalize(text))]
    words = [word for word in words if word.folded]
    safe = {
        word.folded
        for word in words
        if word.marked != word.folded and word.marked in _marked_words()
    }
    min_size = min(2, len(words))
    for start in range(len(words)):
        for end in range(start + min_size, min(start + _LONGEST, len(words)) + 1):
            part = words[start:end]
            if " ".join(word.marked for word in part) in _names():
                safe.update(word.folded for word in part)
    return frozenset(safe)


def is_place_name(folded: list[str]) -> bool:
    """Whether these folded words, two or more, are a place of today or of before July 2025."""
    return len(folded) > 1 and " ".join(folded) in _place_names()


@cache
def _names() -> frozenset[str]:
    """Places and goods, with their marks and without any."""
    goods = {
        words
        for spellings in synonym_table().values()
        for spelling in spellings
        for words in (spelling.folded, spelling.marked)
    }
    places = set(filter(_has_several, map(tone_key, set(_read_places()))))
    return _place_names() | places | goods


@cache
def _place_names() -> frozenset[str]:
    return frozenset(filter(_has_several, map(fold, set(_read_places()))))


@cache
def _marked_words() -> frozenset[str]:
    """The words with marks that places and goods are called by."""
    return frozenset(word for name in _names() for word in name.split())


def _read_places() -> Iterator[str]:
    for name, columns in _PLACES.items():
        with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from (row[column] for column in columns)


def _has_several(words: str) -> bool:
    return " " in words
