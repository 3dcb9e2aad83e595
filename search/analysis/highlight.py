"""Which letters of a name answer to what was typed, whatever marks either of them carries."""

import re

from catalogue.text import fold, normalize

#: Pieces of a text, each with whether it was typed.
Parts = list[tuple[str, bool]]


def highlighted(text: str, typed: str) -> Parts:
    """Return the text in pieces; those that begin a word with what was typed are marked.

    The words typed are looked for in their order first, then each by itself.
    """
    whole = normalize(text)
    folded, origins = _folded(whole)
    words = fold(typed).split()
    if not words:
        return [(whole, False)]
    phrase = " +".join(words)
    spans = [match.span() for match in re.finditer(rf"(?<!\S){phrase}", folded)]
    if not spans:
        any_word = "|".join(sorted(words, key=len, reverse=True))
        spans = [match.span() for match in re.finditer(rf"(?<!\S)(?:{any_word})", folded)]
    return _parts(whole, [(origins[start], origins[end - 1] + 1) for start, end in spans])


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text letter by letter folded, with the place in the text of each letter."""
    letters = [(fold(letter) or " ", index) for index, letter in enumerate(text)]
    return (
        "".join(folded for folded, _place in letters),
        [index for folded, index in letters for _letter in folded],
    )


def _parts(text: str, spans: list[tuple[int, int]]) -> Parts:
    parts, end_of_last = [], 0
    for start, end in spans:
        parts += [(text[end_of_last:start], False), (text[start:end], True)]
        end_of_last = end
    return [(piece, hit) for piece, hit in [*parts, (text[end_of_last:], False)] if piece]
