"""The ranking of hits: one transparent sum of points, the same in every engine.

An engine asks for the rewards of the typed words and adds up those that a document earns. Hits
with equal points are sorted by stock, stars, date and key.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from search.analysis.terms import Term

#: A typed word stands in the product's name.
IN_NAME = 4
#: A word typed with its marks stands somewhere with just these marks, and in the name.
MARKS_FIT, MARKS_FIT_IN_NAME = 8, 2
#: Two words typed one after the other stand so anywhere (with their marks, if typed), and in the
#: name: "hoa binh" is a place, not a vase with flowers.
PAIR, PAIR_IN_NAME = 10, 2
#: The name begins with the words.
NAME_BEGINS = 1


class Reward(NamedTuple):
    """Points for a document whose `field` has the words; at its beginning, if `begins`.

    `words` stand between single spaces, as the texts of a document do.
    """

    points: int
    field: str
    words: str
    begins: bool = False


def rewards(terms: Sequence[Term]) -> list[Reward]:
    """Return the rewards of these terms: for the name, marks as typed, and words side by side."""
    return [
        *_of_words(terms),
        *_of_pairs(terms),
        Reward(NAME_BEGINS, "name", _side_by_side(terms), True),
    ]


def _of_words(terms: Sequence[Term]) -> Iterator[Reward]:
    """Typed marks are meant: with "Hoà Bình" in the text, "cam" is no "cẩm"."""
    marks_meant = any(term.has_marks for term in terms)
    for term in terms:
        yield Reward(IN_NAME, "name", term.folded)
        if marks_meant:
            yield Reward(MARKS_FIT, "words_marked", term.marked)
            yield Reward(MARKS_FIT_IN_NAME, "name_marked", term.marked)


def _of_pairs(terms: Sequence[Term]) -> Iterator[Reward]:
    for pair in pairwise(terms):
        yield Reward(PAIR_IN_NAME, "name", _side_by_side(pair))
        if any(term.has_marks for term in pair):
            yield Reward(PAIR, "words_marked", _side_by_side(pair, "marked"))
        else:
            yield Reward(PAIR, "words", _side_by_side(pair))


def _side_by_side(terms: Sequence[Term], form: str = "folded") -> str:
    return f" {' '.join(getattr(term, form).strip() for term in terms)} "
