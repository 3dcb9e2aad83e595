"""Other words for the same goods, from catalogue/data/synonyms.csv, added when a name is indexed.

Added to the index and not to the question, because a product's name always carries its marks:
"lạc" is known to be peanuts and gets "đậu phộng" too, while a typed "lac" could be anything.
A search then stays one look for each typed word, and "tra shan" finds "Chè Shan tuyết".
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import catalogue
from catalogue.text import fold, tone_key

FILE = Path(catalogue.__file__).parent / "data" / "synonyms.csv"

#: Words that mean something else inside many names ("gạo thơm", "Trà Na Hang", "Nước mắm Lê Gia"):
#: other words are added for them only where they open the name or follow "quả" or "trái".
_OPENING = "na, roi, thơm, tắc, mè, vải, bơ, cam, chanh, lê, điều, nếp"
#: Words for which nothing is ever added, while they are added for the words that mean only the
#: fruit or the grain ("ngô" gets "bắp").
_NEVER = "mận, bắp, trái, quả, mùng, củ sắn, hồng, TP, TM, DV, CP, SX, HN, TX"
OPENING = frozenset(map(tone_key, _OPENING.split(", ")))
NEVER = frozenset(map(tone_key, _NEVER.split(", ")))
_FRUIT = (tone_key("quả"), tone_key("trái"))


@dataclass(frozen=True)
class Phrase:
    """Words as they are indexed: folded, and with their marks."""

    folded: str
    marked: str


@dataclass(frozen=True)
class PhraseSynonyms:
    """What else one spelling of a phrase is called, and whether its words mean nothing alone."""

    others: tuple[str, ...]
    one_thing: bool


@cache
def synonym_table() -> dict[str, dict[Phrase, PhraseSynonyms]]:
    """Return folded phrase → its spellings → other words for each.

    All variants of one canonical phrase stand for each other ("heo" gets "lợn" and "pork"). A row
    without a variant is a name of its own ("Trà Bồng" is no tea). In it, and in a phrase that has
    an English word, single words are not looked at again: "măng cụt" is no bamboo shoot.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    one_thing: set[str] = set()
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            groups[row["canonical"]] += filter(None, [row["variant"]])
            if row["kind"] == "english":
                groups[row["canonical"]] += singular_or_plural(row["variant"])
            if row["kind"] in ("english", "name"):
                one_thing |= {row["canonical"], row["variant"]}
    table: dict[str, dict[Phrase, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    one_thing_phrases = {phrase(name) for name in one_thing}
    for canonical, variants in groups.items():
        names = [canonical, *variants]
        for name in names:
            others = table[fold(name)][phrase(name)]
            others.update((other, None) for other in names if other != name)
    return {
        folded: {
            spelling: PhraseSynonyms(tuple(others), spelling in one_thing_phrases)
            for spelling, others in spellings.items()
        }
        for folded, spellings in table.items()
    }


def singular_or_plural(english: str) -> list[str]:
    """Return the plural of an English phrase, or the singular of one that is in the plural.

    "mango" has two; the odd "cordycep" among them does no harm.
    """
    for ending, singular in (("ies", "y"), ("oes", "o"), ("ches", "ch"), ("shes", "sh")):
        if english.endswith(ending):
            return [english.removesuffix(ending) + singular]
    if english.endswith("s") and not english.endswith(("ss", "us")):
        return [english.removesuffix("s")]
    if english.endswith("y") and english[-2:-1] not in "aeiou":
        return [f"{english[:-1]}ies"]
    if english.endswith(("s", "x", "ch", "sh")):
        return [f"{english}es"]
    return [f"{english}s", f"{english}es"] if english.endswith("o") else [f"{english}s"]


@lru_cache(maxsize=100_000)
def phrase(text: str) -> Phrase:
    """Return a text as words to look for."""
    return Phrase(fold(text), tone_key(text))


def other_words(text: str) -> list[str]:
    """Return what else the things named in a text are called.

    Every phrase counts, also one inside a longer one ("cà phê" in "cà phê rang xay"), and every
    single word that is not part of a phrase with a meaning of its own.
    """
    words = [phrase(word) for word in text.split()]
    words = [word for word in words if word.folded]
    others: dict[str, None] = {}
    covered = 0
    for start in range(len(words)):
        if _first_word(words[start].folded) not in _first_words():
            continue
        for size in range(min(_longest_phrase(), len(words) - start), 0, -1):
            if size == 1 and (start < covered or not _is_unambiguous(words, start)):
                continue
            for entry in _entries(words[start : start + size]):
                others |= dict.fromkeys(entry.others)
                covered = max(covered, start + size) if entry.one_thing else covered
    return list(others)


def _is_unambiguous(words: list[Phrase], index: int) -> bool:
    """Whether a single word surely means what it says at this place in a name."""
    word = words[index].marked
    if word in OPENING:
        return index == 0 or words[index - 1].marked in _FRUIT
    return word not in NEVER


def _entries(words: list[Phrase]) -> list[PhraseSynonyms]:
    """A single word must agree in its marks; a longer phrase may have been written without."""
    joined = Phrase(
        " ".join(word.folded for word in words), " ".join(word.marked for word in words)
    )
    if joined.marked in NEVER:
        return []
    unmarked = joined.marked == joined.folded and len(words) > 1
    spellings = synonym_table().get(joined.folded, {})
    return [
        spellings[spelling]
        for spelling in spellings
        if spelling.marked == joined.marked or unmarked
    ]


@cache
def _first_words() -> frozenset[str]:
    """The words that phrases begin with: at most words of a name there is nothing to look up."""
    return frozenset(map(_first_word, synonym_table()))


def _first_word(folded: str) -> str:
    return folded.partition(" ")[0]


@cache
def _longest_phrase() -> int:
    """The number of words in the longest phrase."""
    return max(len(folded.split()) for folded in synonym_table())
