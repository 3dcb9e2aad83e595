"""From what was typed to the words that must all be found."""

import re
from dataclasses import dataclass

from catalogue.register.certificate_numbers import read_certificate_number
from catalogue.text import fold, normalize, tone_key
from search.analysis.lexicon import is_place_name

TERMS_LIMIT = 12

#: What people write before the thing they look for. Everything here is a product of OCOP, so these
#: words distinguish nothing, and few names have them. Places are indexed without their kind.
_FILLER_WORDS = tuple(
    words.split()
    for words in (
        *("dac san", "san pham", "ocop", "cac loai", "chinh goc", "chinh hang", "o dau"),
        *("thanh pho", "thi xa", "thi tran", "tp"),
    )
)
#: Kinds of places whose names mean other things too ("tinh dầu", "xạ đen"): left out before a place.
_PLACE_KINDS = frozenset(["tinh", "huyen", "quan", "phuong", "xa", "h", "q", "p", "x", "tx", "tt"])
_PLACE_WORDS = (2, 3, 4)
#: "quả xoài", "trái bưởi": product names go without the word. "trái cây" is a thing itself.
_FRUIT, _FRUITS = ("quả", "trái"), "cay"

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Term:
    """One word of the search: as typed, and between spaces as indexed, folded and with marks."""

    typed: str
    folded: str
    marked: str

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with tone or vowel marks."""
        return self.marked != self.folded


def read_terms(text: str) -> tuple[Term, ...]:
    """Return the words of a text in order, each once, at most TERMS_LIMIT.

    Words said of all products alike are left out, unless there are no others. A product code or a
    decision number is one term, whatever signs stand in it.
    """
    asked = read_certificate_number(text)
    if asked:
        number = Term(asked.folded, f" {asked.folded} ", f" {asked.folded} ")
        return (number, *read_terms(f"{asked.before} {asked.after}"))[:TERMS_LIMIT]
    words = [word for word in _WORD.findall(normalize(text)) if fold(word)]
    terms = {
        (fold(word), tone_key(word)): Term(word, f" {fold(word)} ", f" {tone_key(word)} ")
        for word in _distinctive_words(words) or words
    }
    return tuple(terms.values())[:TERMS_LIMIT]


def _distinctive_words(words: list[str]) -> list[str]:
    """Return the words that tell one product from another."""
    if len(words) > 1 and words[0].lower() in _FRUIT and fold(words[1]) != _FRUITS:
        words = words[1:]
    distinctive, index = [], 0
    folded = [fold(word) for word in words]
    while index < len(words):
        filler_words = next(
            (filler for filler in _FILLER_WORDS if folded[index : index + len(filler)] == filler),
            [],
        )
        if not filler_words and _begins_with_place_kind(folded[index:]):
            filler_words = folded[index : index + 1]
        distinctive += [] if filler_words else words[index : index + 1]
        index += len(filler_words) or 1
    return distinctive


def _begins_with_place_kind(folded: list[str]) -> bool:
    """Whether the first of these words says of the next ones what kind of place they are."""
    return folded[0] in _PLACE_KINDS and any(is_place_name(folded[1 : 1 + n]) for n in _PLACE_WORDS)
