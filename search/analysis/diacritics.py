"""Words without marks, said again the way the goods write them: "sau rieng" is "sầu riêng"."""

import re
from collections.abc import Iterable

from catalogue.text import fold, normalize

_WORD = re.compile(r"[^\W_]+")


def restore_diacritics(text: str, titles: Iterable[str]) -> str:
    """Return a text with the marks of the first title that has all its words side by side.

    Where none has, each word gets the marks of the first title that has it; a word that no title
    has, or that was typed with marks, stays.
    """
    typed = _WORD.findall(normalize(text))
    folded_words = [fold(word) for word in typed]
    marked_words: dict[str, str] = {}
    for title in titles:
        words = [word.lower() for word in _WORD.findall(normalize(title))]
        folded = [fold(word) for word in words]
        for start in range(len(words) - len(folded_words) + 1):
            if folded[start : start + len(folded_words)] == folded_words:
                return " ".join(words[start : start + len(folded_words)])
        for plain, word in zip(folded, words, strict=True):
            marked_words.setdefault(plain, word)
    unmarked = zip(typed, folded_words, strict=True)
    return " ".join(
        marked_words.get(fold_, word) if word == fold_ else word for word, fold_ in unmarked
    )
