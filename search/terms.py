"""From what was typed to the words that must all be found."""

import re
from dataclasses import dataclass

from catalogue.text import fold, normalize, tone_key

TERMS_LIMIT = 12

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
    """Return the words of a text in order, each once, at most TERMS_LIMIT."""
    words = (word for word in _WORD.findall(normalize(text)) if fold(word))
    terms = {
        (fold(word), tone_key(word)): Term(word, f" {fold(word)} ", f" {tone_key(word)} ")
        for word in words
    }
    return tuple(terms.values())[:TERMS_LIMIT]
