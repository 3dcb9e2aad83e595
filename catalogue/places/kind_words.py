"""The words before and after a name that say what it is: "P.", "huyện", "TX", "ward", "district"."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.models.place import FormerKind, PlaceKind
from catalogue.places.resolution import Level
from catalogue.text import tokens, tone_key

#: Kinds of districts as former_districts.csv has them.
URBAN, RURAL, TOWN, CITY = "quan", "huyen", "thi_xa", "thanh_pho"
DISTRICT_KINDS = frozenset({URBAN, RURAL, TOWN, CITY})


@dataclass(frozen=True, slots=True)
class KindWord:
    """What a word says of the name beside it: for each level it may mean, the kinds there.

    `before_number` words are too short to mean anything but before a number: F5, D1.
    """

    words: tuple[str, ...]
    tones: tuple[str, ...]
    kinds: dict[Level, frozenset[str]] = field(hash=False)
    follows: bool = False
    before_number: bool = False


def _of(level: Level, *kinds: str) -> dict[Level, frozenset[str]]:
    return {level: frozenset(kinds)}


_COMMUNE = _of(Level.COMMUNE, PlaceKind.COMMUNE)
_WARD = _of(Level.COMMUNE, PlaceKind.WARD)
_TOWNSHIP = _of(Level.COMMUNE, FormerKind.TOWNSHIP)
_ZONE = _of(Level.COMMUNE, PlaceKind.SPECIAL_ZONE)
_URBAN, _RURAL = _of(Level.DISTRICT, URBAN), _of(Level.DISTRICT, RURAL)
_TOWN, _ANY_DISTRICT = _of(Level.DISTRICT, TOWN), {Level.DISTRICT: DISTRICT_KINDS}
_CITY = _of(Level.PROVINCE, PlaceKind.CITY) | _of(Level.DISTRICT, CITY)
_PROVINCE = _of(Level.PROVINCE, PlaceKind.PROVINCE)

_VIETNAMESE = {
    "xã": _COMMUNE,
    "x": _COMMUNE,
    "phường": _WARD,
    "p": _WARD,
    "thị trấn": _TOWNSHIP,
    "tt": _TOWNSHIP,
    "t t": _TOWNSHIP,
    "đặc khu": _ZONE,
    "quận": _URBAN,
    "q": _URBAN,
    "huyện": _RURAL,
    "huyện đảo": _RURAL,
    "h": _RURAL,
    "thị xã": _TOWN,
    "tx": _TOWN,
    "t x": _TOWN,
    "thành phố": _CITY,
    "tp": _CITY,
    "t p": _CITY,
    "tỉnh": _PROVINCE,
    "t": _PROVINCE,
}
#: English says the kind after the name, but before a number.
_ENGLISH = {
    "ward": _WARD,
    "commune": _COMMUNE,
    "township": _TOWNSHIP,
    "town": _TOWNSHIP | _TOWN,
    "special zone": _ZONE,
    "district": _ANY_DISTRICT,
    "dist": _ANY_DISTRICT,
    "island district": _RURAL,
    "city": _CITY,
    "province": _PROVINCE,
}
_BEFORE_NUMBERS = {"f": _WARD, "w": _WARD, "d": _ANY_DISTRICT}
#: What a numbered name begins with: "P.5" is Phường 5, "Q.3" is Quận 3.
NUMBERED = {
    Level.COMMUNE: (PlaceKind.WARD.value, "phuong"),
    Level.DISTRICT: (URBAN, "quan"),
}


def _word(
    text: str,
    kinds: dict[Level, frozenset[str]],
    *,
    follows: bool = False,
    before_number: bool = False,
) -> KindWord:
    tones = tuple(tone_key(text).split())
    return KindWord(tuple(tokens(text)), tones, kinds, follows, before_number)


def _by_first_word(words: Iterable[KindWord]) -> dict[str, tuple[KindWord, ...]]:
    found: dict[str, list[KindWord]] = defaultdict(list)
    for word in words:
        found[word.words[0]].append(word)
    return {first: tuple(each) for first, each in found.items()}


#: Every kind word by the first of its words, folded.
KIND_WORDS = _by_first_word(
    [
        *(_word(text, kinds) for text, kinds in _VIETNAMESE.items()),
        *(_word(text, kinds, follows=True) for text, kinds in _ENGLISH.items()),
        *(_word(text, kinds, before_number=True) for text, kinds in _BEFORE_NUMBERS.items()),
    ]
)
