"""What a text that found nothing may have meant: slips of the finger, and spaces put wrong.

Each typed word may have one wrong, missing, extra or swapped letter; words may be joined
("matong") or split ("nuo c mam"). Only words of the index are proposed. Which proposals find a
product is for the engine to say, which counts all of them in one round trip.
"""

import heapq
import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import pairwise
from math import log
from string import ascii_lowercase
from typing import NamedTuple

from catalogue.text import fold, normalize
from search.analysis.lexicon import words_not_doubted

LIMIT = 12
WORDS_LIMIT = 12
#: How many readings are followed from word to word, and how many of one word are kept.
BEAM, MAX_CORRECTIONS = 24, 10
LONGEST = 24
#: A known word of so many letters may have any slip.
LONG = 4
#: Into how many words one may fall apart: "dongtrunghathao".
PARTS = 4

#: What a slip costs; the frequent slips of a hand cost less.
SWAPPED, NEIGHBOUR, DOUBLED, SAME_SOUND, OTHER = 0.8, 0.85, 0.8, 0.6, 1.2
FIRST_LETTER = 0.3
JOINED, SPLIT, MOVED_SPACE = 0.9, 0.7, 1.1
#: Changing a word that the index knows, where every word is known.
KNOWN = 0.7
#: Each tenfold in the number of products makes a word this much likelier.
PER_TENFOLD = 0.15

_WORD = re.compile(r"[^\W_]+")
_VOWEL = re.compile("[aeiouy]")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ({"i", "y"}, {"s", "x"}, {"d", "z"}, {"k", "c"}, {"f", "p"}, {"n", "l"})


class Correction(NamedTuple):
    """Words in place of the next `taken` typed words; a higher cost is less likely."""

    cost: float
    taken: int
    words: tuple[str, ...]


def corrections(text: str, words: Mapping[str, int], *, sure: Collection[str] = ()) -> list[str]:
    """Return what may have been meant, likeliest first, at most LIMIT; never the text itself.

    `words` are the folded words of the index with their numbers of products; those in `sure` are
    never doubted, nor are names of places and words for goods. Words that need no change stay as
    typed, the others come folded.
    """
    typed = _WORD.findall(normalize(text).lower())[:WORDS_LIMIT]
    sure = {*sure, *words_not_doubted(" ".join(typed))}
    folded = [fold(word) for word in typed]
    partial: list[list[tuple[float, tuple[str, ...]]]] = [[(0.0, ())], *([] for _ in typed)]
    for start, choices in enumerate(_corrections_by_word(folded, words, sure)):
        for cost, so_far in heapq.nsmallest(BEAM, partial[start]):
            for choice in choices:
                unchanged = choice.cost == 0
                new = typed[start : start + 1] if unchanged else choice.words
                partial[start + choice.taken].append((cost + choice.cost, (*so_far, *new)))
    texts = (" ".join(reading) for _cost, reading in heapq.nsmallest(LIMIT + BEAM, partial[-1]))
    typed_text = " ".join(folded)
    return [text for text in dict.fromkeys(texts) if fold(text) != typed_text][:LIMIT]


def _corrections_by_word(
    folded: list[str], words: Mapping[str, int], sure: Collection[str]
) -> Iterator[list[Correction]]:
    """Return the choices at each word.

    Known words are doubted only where all are known; short ones, which all resemble another, only
    as the slip of a hand.
    """
    all_known = all(word in words for word in folded)
    for start, word in enumerate(folded):
        choices = list(_joined(folded[start : start + 3], words))
        if word in words:
            choices.append(Correction(0.0, 1, (word,)))
        if word not in words:
            choices += _split(word, words) if word in sure else _single(word, words)
        elif word not in sure and all_known:
            likely_words = _single(word, words, NEIGHBOUR + FIRST_LETTER if len(word) < LONG else 9)
            choices += [choice._replace(cost=choice.cost + KNOWN) for choice in likely_words]
        yield choices


def _single(word: str, words: Mapping[str, int], dearest: float = 9) -> list[Correction]:
    """Return the best readings of one typed word, no slip among them dearer than that.

    An abbreviation of two letters is nobody's slip: "ca" is not "cs".
    """
    if not word.isalpha() or len(word) > LONGEST:
        return []
    slips = (
        Correction(cost - _weight(other, words), 1, (other,))
        for other, cost in _slips(word).items()
        if cost <= dearest and other in words and (len(other) > 2 or _VOWEL.search(other))
    )
    return heapq.nsmallest(MAX_CORRECTIONS, [*slips, *_split(word, words)])


def _slips(word: str) -> dict[str, float]:
    """Return every string one slip away, with the least it costs."""
    costs: dict[str, float] = {}

    def add(other: str, cost: float, index: int) -> None:
        cost += 0 if index else FIRST_LETTER
        if cost < costs.get(other, 9):
            costs[other] = cost

    for index, letter in enumerate(word):
        before, after = word[:index], word[index + 1 :]
        doubled = before.endswith(letter)
        add(before + after, DOUBLED if doubled else OTHER, index)
        prices = _replacing(letter)
        for other in ascii_lowercase:
            add(before + other + after, prices[other], index)
            add(before + other + word[index:], DOUBLED if other == letter else OTHER, index)
    for other in ascii_lowercase:
        add(word + other, OTHER, len(word))
    for index, (one, two) in enumerate(pairwise(word)):
        add(word[:index] + two + one + word[index + 2 :], SWAPPED, index)
    costs.pop(word, None)
    costs.pop("", None)
    return costs


@cache
def _replacing(letter: str) -> dict[str, float]:
    """Return what each letter costs in the place of this one."""
    adjacent = _adjacent_keys(letter)
    return {
        other: SAME_SOUND
        if {letter, other} in _SOUNDS
        else NEIGHBOUR
        if other in adjacent
        else OTHER
        for other in ascii_lowercase
    }


def _adjacent_keys(letter: str) -> set[str]:
    """Return the keys round a key."""
    adjacent: set[str] = set()
    for number, row in enumerate(_ROWS):
        column = row.find(letter)
        if column >= 0:
            adjacent.update(row[max(0, column - 1) : column + 2])
            for other, shift in ((number - 1, 0), (number + 1, -1)):
                if 0 <= other < len(_ROWS):
                    adjacent.update(_ROWS[other][max(0, column + shift) : column + shift + 2])
    return adjacent - {letter}


def _split(word: str, words: Mapping[str, int]) -> Iterator[Correction]:
    """Return the word as two to PARTS words of the index; a lone letter is no word."""
    for parts in _cut(word, words, PARTS):
        if len(parts) > 1:
            yield Correction((len(parts) - 1) * SPLIT - _rarest(parts, words), 1, parts)


def _cut(word: str, words: Mapping[str, int], parts: int) -> Iterator[tuple[str, ...]]:
    if word in words:
        yield (word,)
    for cut in range(2, len(word) - 1) if parts > 1 else ():
        if word[:cut] in words:
            for rest in _cut(word[cut:], words, parts - 1):
                yield (word[:cut], *rest)


def _joined(typed: list[str], words: Mapping[str, int]) -> Iterator[Correction]:
    """Return the next two or three typed words as one, or as two with the space elsewhere."""
    for taken in range(2, len(typed) + 1):
        whole = "".join(typed[:taken])
        if len(whole) > LONGEST:
            return
        if whole in words:
            yield Correction(JOINED - _weight(whole, words), taken, (whole,))
        for cut in range(2, len(whole) - 1):
            pair = (whole[:cut], whole[cut:])
            if cut != len(typed[0]) and pair[0] in words and pair[1] in words:
                yield Correction(MOVED_SPACE - _rarest(pair, words), taken, pair)


def _rarest(several: tuple[str, ...], words: Mapping[str, int]) -> float:
    return min(_weight(word, words) for word in several)


def _weight(word: str, words: Mapping[str, int]) -> float:
    return PER_TENFOLD * log(1 + words[word], 10)
