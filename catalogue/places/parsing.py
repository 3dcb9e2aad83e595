"""Taking a written address apart: "xã Phú Cần, huyện Tiểu Cần, Trà Vinh" is three named parts."""

import re
from dataclasses import dataclass, replace

from catalogue.models.place import FormerKind, PlaceKind
from catalogue.places.resolution import Level
from catalogue.text import fold, normalize, tone_key

_ANY = frozenset(Level)
_SEPARATORS = re.compile(r"[,;\n|/]|\s-\s(?=(?:xã|huyện|tỉnh|phường|quận)\s)", re.IGNORECASE)
_KIND_WORD = re.compile(
    r"(?<=\S)\s+(?=(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|tp\.?)\s)",
    re.IGNORECASE,
)
_COUNTRY = {"viet nam", "vietnam", "vn"}
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
    r"^(thành phố|thanh pho|tỉnh|tinh|huyện|huyen|quận|quan|thị xã|thi xa|thị trấn|thi tran"
    r"|đặc khu|dac khu|phường|phuong|xã|xa)\s+",
    re.IGNORECASE,
)
_NUMBERED = {Level.COMMUNE: "phuong", Level.DISTRICT: "quan"}


@dataclass(frozen=True)
class Part:
    """One name of an address: as written, folded, with its marks, and what its first word says."""

    text: str
    folded: str
    tones: str
    levels: frozenset[Level] = _ANY
    kind: str = ""

    @property
    def is_marked(self) -> bool:
        """Whether it was typed with tone or vowel marks."""
        return self.tones != self.folded

    @property
    def is_explicit(self) -> bool:
        """Whether a word such as "xã" or "huyện" says what it is."""
        return self.levels != _ANY


def split_address(text: str) -> list[tuple[Part, ...]]:
    """The parts from narrow to wide, each with its possible readings; the country is left out."""
    pieces = (_KIND_WORD.sub(",", normalize(piece)) for piece in _SEPARATORS.split(text))
    names = (name.strip() for piece in pieces for name in piece.split(","))
    return [readings(name) for name in names if fold(name) and fold(name) not in _COUNTRY]


def readings(name: str, levels: frozenset[Level] = _ANY) -> tuple[Part, ...]:
    """One name as written in full and, when it starts with a kind, without that word."""
    whole = Part(name, fold(name), tone_key(name), levels)
    found = [whole]
    if match := _ABBREVIATED.match(name) or _FULL_WORD.match(name):
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
    return Part(whole.text, fold(rest), tone_key(rest), common, kind)


def _numbered(part: Part, number: str) -> Part:
    """A ward or urban district that has a number for a name: P.05 is Phường 5."""
    word = next((_NUMBERED[level] for level in _NUMBERED if level in part.levels), "")
    name = f"{word} {int(number)}".strip()
    return replace(part, folded=name, tones=name)
