"""The words of a place that somebody types, ready to be compared with the names of places.

Typed text comes from anybody: it is cut before it is folded and once more after it, because one
letter of some scripts folds to eighteen.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from catalogue.text import fold, normalize, question, tone_key

#: Letters that are looked at; an address of two levels in full has about eighty.
MAX_LETTERS = 200
MAX_TOKENS = 24
_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_PARTS = re.compile(r"[,;:|/\\()\[\]\n\r\t–—]|\s-+\s")
_APOSTROPHES = re.compile(r"['’‘`ʼ]")
_WORD = re.compile(r"[^\W_]+")
_GLUED_NUMBER = re.compile(r"^(p|f|q|d|w|tp|phuong|quan|ward|district)0*(\d{1,2})$")
_GLUED_CITY = re.compile(r"^tp([a-z]{2,})$")
_NUMBER = re.compile(r"^0+(?=\d)")
_POSTCODE = re.compile(r"^\d{5,6}$")
#: i and y sound alike where they stand alone after a consonant: Mĩ Tho, Qui Nhơn.
_LONE_Y = re.compile(r"^(qu|[bcdghklmnprstvx]*)y$")
#: c and k at the end, which names of the highlands have either way: Krông Pắc, Đắk Lắk.
_FINAL_K = re.compile(r"(?<=[aeiou])k$")
COUNTRY = (("viet", "nam"), ("vietnam",), ("vn",))
_OLD = "cu\u0303"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: as typed, its key (folded, i for a lone y), the key with its marks, and whether a
    part of the address begins with it.

    Of two tokens in one word ("Q1") the first is the word as typed, and the second nothing.
    """

    raw: str
    key: str
    tones: str
    begins: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether tone or vowel marks were typed."""
        return self.key != self.tones

    @property
    def is_number(self) -> bool:
        return self.key.isdecimal()


@dataclass(frozen=True, slots=True)
class TypedText:
    """The words in order; `is_open` when the last of them may still be growing."""

    tokens: tuple[Token, ...]
    is_open: bool


def read_typed(text: str) -> TypedText:
    """Return the words of a text without brackets, postcode, country and "cũ" (former)."""
    text = normalize(text[: 2 * MAX_LETTERS])[:MAX_LETTERS]
    if len(fold(text)) > MAX_LETTERS:  # one letter may unfold into eighteen
        text = question(text, MAX_LETTERS)
    outside = _BRACKETS.sub(" ", text)
    text = outside if fold(outside) else text
    tokens: list[Token] = []
    for part in _PARTS.split(_APOSTROPHES.sub("", text)):
        words = [word for raw in _WORD.findall(part) for word in _tokens(raw)]
        tokens += [
            Token(token.raw, token.key, token.tones, begins=number == 0)
            for number, token in enumerate(words)
        ]
    tokens = _without_extras(tokens[:MAX_TOKENS])
    return TypedText(tuple(tokens), is_open=bool(text) and text[-1].isalpha())


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """Return a name as it is compared: folded words, i for a lone y, no apostrophes."""
    return " ".join(token.key for token in _name_tokens(name))


@lru_cache(maxsize=20_000)
def name_tones(name: str) -> str:
    """Return the key of a name with its marks, for telling "Tân An" from "Tân Ân"."""
    return " ".join(token.tones for token in _name_tokens(name))


def _name_tokens(name: str) -> list[Token]:
    plain = _APOSTROPHES.sub("", normalize(name))
    return [token for raw in _WORD.findall(plain) for token in _tokens(raw)]


def _tokens(raw: str) -> list[Token]:
    """One word is one token, but for P5 (phường, 5) and what folds to several."""
    folded = fold(raw)
    if glued := _GLUED_NUMBER.match(folded):
        word, number = glued.groups()
        return [Token(raw, word, word), Token("", number, number)]
    if glued := _GLUED_CITY.match(folded):
        return [Token(raw, "tp", "tp"), Token("", *_marked_key(raw[2:]))]
    keys = folded.split()
    if len(keys) != 1:
        return [Token(key, _spelled(key), _spelled(key)) for key in keys]
    return [Token(raw, *_marked_key(raw))]


def _marked_key(word: str) -> tuple[str, str]:
    """One word as its key, and as its key with the marks after it."""
    folded = fold(word)
    key = _NUMBER.sub("", _spelled(folded))
    return key, key + tone_key(word)[len(folded) :]


def _spelled(key: str) -> str:
    return _FINAL_K.sub("c", _LONE_Y.sub(r"\1i", key))


def _without_extras(tokens: list[Token]) -> list[Token]:
    """Leave out what is no part of the place: postcodes, the country, "cũ" after an old name."""
    tokens = tokens[:1] + [
        token for token in tokens[1:] if not _POSTCODE.match(token.key) and token.tones != _OLD
    ]
    for country in COUNTRY:
        keys = tuple(token.key for token in tokens[-len(country) :])
        if keys == country and len(tokens) > len(country):
            return tokens[: -len(country)]
    return tokens
