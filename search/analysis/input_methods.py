"""Vietnamese typed while the input method was off: "nuwowcs mawms" or "nuoc71 mam81".

Telex writes marks and tones as letters (aa, aw, ow, dd, s f r x j), VNI as digits (6, 7, 8, 9 and
1 to 5). A word is decoded only into a syllable that Vietnamese can have, so that "green" and
"ST25" stay what they are. Meant for texts that found nothing: "box" could be "bõ" too.
"""

import re
from collections.abc import Iterator

from catalogue.text import is_syllable, normalize, onset

LIMIT = 4
LONGEST = 12

CIRCUMFLEX, BREVE, HORN = "\u0302", "\u0306", "\u031b"
TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
VNI_MARKS = {"6": (CIRCUMFLEX, "aeo"), "7": (HORN, "ou"), "8": (BREVE, "a")}

_VOWELS = "aeiouyăâêôơư"


def decode(text: str) -> list[str]:
    """Return what a text typed in telex or VNI may mean, likeliest first; nothing for none."""
    words = normalize(text).split()
    choices = [_readings(word) or [word] for word in words]
    first = [readings[0] for readings in choices]
    if first == words:
        return []
    texts = {" ".join(first): None}
    for index, readings in enumerate(choices):
        for other in readings[1:]:
            texts[" ".join([*first[:index], other, *first[index + 1 :]])] = None
    return list(texts)[:LIMIT]


def _readings(word: str) -> list[str]:
    """Return the syllables that one word can stand for, none for a plain word.

    A w for ư and nothing else ("phw") is rather a slip of the finger.
    """
    typed = word.lower()
    if not typed.isascii() or not typed.isalnum() or not 1 < len(typed) <= LONGEST:
        return []
    read = _vni if re.search("[a-z]+[0-9]", typed) else _telex
    syllables: dict[str, None] = {}
    for letters, tone in read(typed):
        bare = normalize("".join(letters))
        if (tone or bare.replace("ư", "w") != typed) and is_syllable(bare, tone):
            syllables[_with_tone(bare, tone)] = None
    return list(syllables)


def _vni(typed: str) -> Iterator[tuple[list[str], str]]:
    letters: list[str] = []
    tone = ""
    for key in typed:
        if key in VNI_TONES:
            tone = VNI_TONES[key]
        elif key in VNI_MARKS:
            _mark(letters, *VNI_MARKS[key])
        elif key == "9" and letters[:1] == ["d"]:
            letters[0] = "đ"
        elif key != "0":
            letters.append(key)
    yield letters, tone


def _telex(typed: str) -> Iterator[tuple[list[str], str]]:
    """Read key by key. A second vowel can be a mark or a vowel of its own: both are tried."""
    states: list[tuple[list[str], str]] = [([], "")]
    for key in typed:
        states = [after for letters, tone in states for after in _pressed(key, letters, tone)]
    yield from states


def _pressed(key: str, letters: list[str], tone: str) -> Iterator[tuple[list[str], str]]:
    changed = list(letters)
    has_vowel = any(letter[0] in "aeiouy" for letter in letters)
    if key in TELEX_TONES and has_vowel:
        if not tone:
            yield letters, TELEX_TONES[key]
        return
    if key == "w":
        if _mark(changed, HORN, "ou") or _mark(changed, BREVE, "a"):
            yield changed, tone
        elif not has_vowel:
            yield [*letters, "u" + HORN], tone
        return
    if key in "aeo" and _mark(changed, CIRCUMFLEX, key):
        yield changed, tone
    elif key == "d" and letters[:1] == ["d"]:
        yield ["đ", *letters[1:]], tone
    yield [*letters, key], tone


def _mark(letters: list[str], mark: str, vowels: str) -> bool:
    """Put a mark on the last of these vowels that has none; a horn on both letters of "uo"."""
    for index in range(len(letters) - 1, -1, -1):
        if letters[index] in vowels:
            if mark == HORN and letters[index] == "o" and letters[index - 1 : index] == ["u"]:
                letters[index - 1] += mark
            elif mark == HORN and letters[index] == "u" and letters[index - 1 : index] == ["q"]:
                continue
            letters[index] += mark
            return True
    return False


def _with_tone(bare: str, tone: str) -> str:
    """Put the tone on its vowel: the marked one, else the last but one, else the only one."""
    if not tone:
        return bare
    start = len(onset(bare))
    vowels = [n for n, letter in enumerate(bare) if letter in _VOWELS]
    indexes = [n for n in vowels if n >= start] or vowels
    marked = [n for n in indexes if bare[n] in "ăâêôơư"]
    closed = indexes[-1] < len(bare) - 1
    index = marked[-1] if marked else indexes[-1] if closed or len(indexes) == 1 else indexes[-2]
    return normalize(bare[: index + 1] + tone + bare[index + 1 :])
