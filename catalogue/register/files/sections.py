"""Section lines: "I. Sản phẩm 5 sao", "A. NHÓM THỰC PHẨM", "Huyện Ba Chẽ" hold for the rows below."""

import re
from dataclasses import dataclass, field

from catalogue.register.classify import GROUPS
from catalogue.register.files.titles import decision_of
from catalogue.register.files.values import group, known_province, plain, stars_within

_ROMAN = re.compile(r"\s*[IVX]+\s*(?:[.):–-]|$|\s)")
_LETTER = re.compile(r"\s*[A-HK-ZĐ]\s*(?:[.):–-]|$)")
_ARABIC = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\s*(?:[.):–-]|$|\s)")
_ENUMERATION = re.compile(
    r"^\s*(?:[IVX]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):–-]+\s*|^\s*[IVX]+\s+"
)
_PLACE = re.compile(
    r"^(?:ubnd\s+)?(?P<kind>huyện|thị xã|quận|thành phố|tp\.?|xã|phường|thị trấn|đặc khu|tỉnh)\s+"
    r"(?P<name>[^\d,;():]{2,40})(?:[,;:(].*)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\bnăm\s+(20\d{2})\b", re.IGNORECASE)
_DISTRICTS = ("huyện", "thị xã", "quận", "thành phố", "tp", "tp.")


def meaning_of(text: str) -> dict[str, str]:
    """Column → value that a section line gives to the rows below; empty where it says nothing."""
    printed = plain(text)
    bare = _ENUMERATION.sub("", printed, count=1).strip(" :.")
    meaning = {
        "stars": stars_within(printed),
        "group": group(bare) if group(bare) in GROUPS else "",
        "decision": decision_of(printed),
    }
    years = set(_YEAR.findall(printed))
    if len(years) == 1 and not meaning["decision"]:
        meaning["certified_year"] = years.pop()
    place = _PLACE.match(bare)
    if place:
        kind = place["kind"].lower()
        if kind == "tỉnh" or (kind in ("thành phố", "tp", "tp.") and known_province(bare)):
            meaning["province_at_certification"] = known_province(bare)
        else:
            meaning["district" if kind in _DISTRICTS else "commune"] = place[0].strip()
    return {column: value for column, value in meaning.items() if value}


def style_of(text: str) -> str:
    """How a section is numbered: with Roman or Arabic numerals, a letter, or not at all."""
    for style, pattern in (("roman", _ROMAN), ("letter", _LETTER), ("arabic", _ARABIC)):
        if pattern.match(text):
            return style
    return ""


@dataclass
class Sections:
    """The sections that a row stands in, the widest first."""

    _open: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def enter(self, text: str) -> None:
        """Begin a section; it ends those numbered in its own way and all that they hold."""
        style = style_of(text)
        styles = [style for style, _meaning in self._open]
        if style in styles:
            del self._open[styles.index(style) :]
        self._open.append((style, meaning_of(text)))

    def value(self, column: str) -> str:
        """What the sections say of a column, the narrowest first."""
        for _style, meaning in reversed(self._open):
            if column in meaning:
                return meaning[column]
        return ""
