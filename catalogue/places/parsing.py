"""Reading one name of a register row: "xã Phú Cần" is a commune called Phú Cần."""

import re
from dataclasses import dataclass, replace

from catalogue.models.place import FormerKind, PlaceKind
from catalogue.places.resolution import Level
from catalogue.text import fold, tone_key

_ANY = frozenset(Level)
_ENGLISH = re.compile(r" (province|city)$")
_PREFIXES: dict[str, tuple[frozenset[Level], str]] = {
    "thanh pho": (frozenset({Level.PROVINCE, Level.DISTRICT}), ""),
    "tp": (frozenset({Level.PROVINCE, Level.DISTRICT}), ""),
    "tinh": (frozenset({Level.PROVINCE}), ""),
    "huyen": (frozenset({Level.DISTRICT}), ""),
    "quan": (frozenset({Level.DISTRICT}), ""),
    "thi xa": (frozenset({Level.DISTRICT}), ""),
    "tx": (frozenset({Level.DISTRICT}), ""),
    "h": (frozenset({Level.DISTRICT}), ""),
    "q": (frozenset({Level.DISTRICT}), ""),
    "thi tran": (frozenset({Level.COMMUNE}), FormerKind.TOWNSHIP),
    "tt": (frozenset({Level.COMMUNE}), FormerKind.TOWNSHIP),
    "dac khu": (frozenset({Level.COMMUNE}), PlaceKind.SPECIAL_ZONE),
    "phuong": (frozenset({Level.COMMUNE}), PlaceKind.WARD),
    "p": (frozenset({Level.COMMUNE}), PlaceKind.WARD),
    "xa": (frozenset({Level.COMMUNE}), PlaceKind.COMMUNE),
    "x": (frozenset({Level.COMMUNE}), PlaceKind.COMMUNE),
}
_ABBREVIATED = re.compile(
    r"^(tp|tx|tt|h|q|p|x)\s*\.\s*|^(tp|tx|tt|[qp](?=\s*\d))\s*", re.IGNORECASE
)
_FULL_WORD = re.compile(
    r"^(thành phố|tỉnh|huyện|quận|thị xã|thị trấn|đặc khu|phường|xã)\s+", re.IGNORECASE
)
_PLAIN_FULL_WORD = re.compile(
    r"^(thanh pho|tinh|huyen|quan|thi xa|thi tran|dac khu|phuong|xa)\s+", re.IGNORECASE
)
_NUMBERED = {Level.COMMUNE: "Phường", Level.DISTRICT: "Quận"}


@dataclass(frozen=True)
class Part:
    """One name of an address: as written, folded, with its marks, and what its first word says.

    `is_marked` is whether the writer types tone and vowel marks at all, so that missing ones count.
    """

    text: str
    folded: str
    tones: str
    levels: frozenset[Level] = _ANY
    kind: str = ""
    is_marked: bool = True


def is_marked(text: str) -> bool:
    """Whether a text carries tone or vowel marks anywhere."""
    return tone_key(text) != fold(text)


def readings(
    name: str, levels: frozenset[Level] = _ANY, *, marked: bool = True
) -> tuple[Part, ...]:
    """One name as written in full and, when it starts with a kind, without that word."""
    whole = Part(name, fold(name), tone_key(name), levels, is_marked=marked)
    found = [whole]
    full_word = _FULL_WORD if marked else _PLAIN_FULL_WORD
    if match := _ABBREVIATED.match(name) or full_word.match(name):
        found.append(_without_kind(whole, match))
        if (number := found[-1].folded).isdigit():
            found[0] = _numbered(found[-1], number)
    if shorter := _ENGLISH.sub("", whole.folded) if _ENGLISH.search(whole.folded) else "":
        found.append(replace(whole, folded=shorter, tones=shorter))
    return tuple(part for part in found if part.folded)


def _without_kind(whole: Part, match: re.Match) -> Part:
    """The name after its kind word, with what that word says."""
    levels, kind = _PREFIXES[fold(match[0])]
    rest = whole.text[match.end() :]
    common = levels & whole.levels or whole.levels
    return Part(whole.text, fold(rest), tone_key(rest), common, kind, whole.is_marked)


def _numbered(part: Part, number: str) -> Part:
    """A ward or urban district that has a number for a name: P.05 is Phường 5."""
    word = next((_NUMBERED[level] for level in _NUMBERED if level in part.levels), "")
    name = f"{word} {int(number)}".strip()
    return replace(part, folded=fold(name), tones=tone_key(name))
