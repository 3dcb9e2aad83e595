"""Communes for what somebody types: by today's name or by the old commune, district, province.

The text is read from narrow to wide: a commune, the district it was in, its province; each may be
missing, each may carry its kind. **All** words have to belong to names of one place. What cannot
be read may stand in front (house, street) and is told; nothing is left out silently, and nothing
is ever chosen: one reading of all words is `sole`, whoever asks decides what that is worth.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from catalogue.models import Commune, FormerCommune, FormerProvince
from catalogue.places.alignment import Alignment, PlaceMatch
from catalogue.places.gazetteer import Gazetteer
from catalogue.places.index import PlaceIndex, current_index
from catalogue.places.kind_words import KIND_WORDS
from catalogue.places.resolution import Level
from catalogue.places.typed_text import COUNTRY, Token, TypedText, read_typed
from catalogue.text import tokens

#: Words that street addresses begin with; what follows them is no commune.
_STREET_WORDS = frozenset(
    tokens(
        "số nhà đường phố ngõ ngách hẻm kiệt thôn ấp bản tổ khu khóm buôn làng xóm đội tầng tòa lô"
        " căn hộ chung cư cc kp tdp kdc street st road rd alley lane no room floor building"
    )
)
#: What a house begins with: "số 5 Xã Đàn" is a street.
_HOUSE_WORDS = frozenset(tokens("số nhà"))
#: Parts of an address that are tried in every order; of more only the reverse.
MOST_REORDERED = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A commune of today, and what was written to mean it.

    `former` is the old commune that was named, `district` the old district; `by_name` is whether a
    commune was named at all, `former_province` the old province of either.
    """

    commune: Commune
    former: FormerCommune | None = None
    by_name: bool = True
    district: str = ""
    former_province: FormerProvince | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means: places likeliest first, `sole` when all words leave exactly one.

    `unread` are the words in front that belong to no place, `read` the others; `is_street` is
    whether the unread words look like house and street. `level` is what was named in the likeliest.
    """

    hits: tuple[Hit, ...] = ()
    sole: Hit | None = None
    level: Level | None = None
    read: str = ""
    unread: str = ""
    is_street: bool = False
    other_kind: bool = False

    def hit_of(self, code: str) -> Hit | None:
        """Return the hit of the commune with this code."""
        return next((hit for hit in self.hits if hit.commune.code == code), None)


class Typeahead:
    """All places by their names; built once for an index, then only read."""

    def __init__(self, index: PlaceIndex) -> None:
        self.index = index
        self.gazetteer = Gazetteer(index)

    def find(self, text: str, limit: int) -> tuple[Hit, ...]:
        """Return the communes meant, likeliest first; nothing for a text that names no place."""
        return self.read(text).hits[:limit]

    def read(self, text: str) -> Reading:
        """Return what a text means; see Reading."""
        typed = read_typed(text)
        for start in _starts(typed):
            for words, is_open in _orders(typed, start):
                for strict in (True, False):
                    matches = list(Alignment(self.gazetteer, words, is_open, strict).matches())
                    if matches:
                        return _reading(matches, typed, start, strict, len(words))
        return Reading(unread=_as_typed(typed.tokens))


def _orders(typed: TypedText, start: int) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """The words as they stand, without a kind word that is still being typed ("xã Quỳnh Lưu, t"),
    and where nothing is left out also in other orders: "Huế, Vỹ Dạ", "quận 1 phường Bến Nghé".
    """
    words = typed.tokens[start:]
    yield words, typed.is_open
    if typed.is_open:
        for end in (len(words) - 1, len(words) - 2):
            if end > 0 and _may_become_kind(words[end:]):
                yield words[:end], False
    if start > 0:
        return
    commas = [number for number, token in enumerate(words) if token.begins]
    kinds = [number for number in range(1, len(words)) if _begins_kind(words, number)]
    for begins in (commas, sorted({0, *commas, *kinds})):
        ends = [*begins[1:], len(words)]
        parts = [words[begin:end] for begin, end in zip(begins, ends, strict=True)][::-1]
        orders = permutations(parts) if len(parts) <= MOST_REORDERED else [parts]
        for order in orders:
            yield tuple(token for part in order for token in part), False


def _may_become_kind(words: tuple[Token, ...]) -> bool:
    """Whether these last words begin a kind word or the country: "t" of tỉnh, "thanh ph", "vi"."""
    typed = " ".join(word.key for word in words)
    kinds = (" ".join(kind.words) for found in KIND_WORDS.values() for kind in found)
    return any(text.startswith(typed) for text in (*kinds, *map(" ".join, COUNTRY)))


def _starts(typed: TypedText) -> Iterator[int]:
    """Where the place may begin: at the first word, at a part, at a kind word, after a street."""
    words = typed.tokens
    in_street = bool(words) and _is_street(words)
    for number, token in enumerate(words):
        if number == 0 or token.begins or _begins_kind(words, number):
            in_street = _is_street(words[number:])
            yield number
        elif in_street:
            yield number


def _begins_kind(words: tuple[Token, ...], at: int) -> bool:
    """Whether a kind word stands here, and is no part of another: "thị xã" begins but once."""
    for word in KIND_WORDS.get(words[at].key, ()):
        end = at + len(word.words)
        if tuple(token.key for token in words[at:end]) != word.words or end >= len(words):
            continue
        is_other = any(
            token.is_marked and token.tones != tone
            for token, tone in zip(words[at:end], word.tones, strict=True)
        )
        if not is_other and not (word.before_number and not words[end].is_number):
            return True
    return False


def _is_street(words: tuple[Token, ...]) -> bool:
    first = words[0]
    return any(char.isdigit() for char in first.key) or first.key in _STREET_WORDS


def _reading(
    matches: list[PlaceMatch], typed: TypedText, start: int, is_exact: bool, words: int
) -> Reading:
    """The matches as hits, one a commune, the best first; `sole` if all words leave but one."""
    names_province = any(match.names_province for match in matches)
    matches.sort(key=lambda match: (names_province and match.is_far_fetched, *match.rank))
    hits: dict[int, Hit] = {}
    for match in matches:
        for commune in match.place.communes:
            hits.setdefault(commune.pk, _hit(match, commune))
    whole = [match for match in matches if not match.is_partial and match.tones_agree]
    meant = {commune.pk for match in whole for commune in match.place.communes}
    is_sole = is_exact and words == len(typed.tokens) and len(meant) == 1
    unread, read = typed.tokens[:start], typed.tokens[start:]
    is_street = bool(unread) and _is_street(unread)
    if is_street and (place := _place_in(unread)):
        unread, is_street = place, False
    return Reading(
        hits=tuple(hits.values()),
        sole=hits[meant.pop()] if is_sole else None,
        level=matches[0].place.level,
        read=_as_typed(read),
        unread=_as_typed(unread),
        is_street=is_street,
        other_kind=not is_exact,
    )


def _place_in(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The words from the first kind of a commune or district on, which no street is: "ấp 2 xã …"."""
    first = words[0].key
    is_house = first in _HOUSE_WORDS or any(char.isdigit() for char in first)
    for number, token in enumerate(words):
        levels = {level for word in KIND_WORDS.get(token.key, ()) for level in word.kinds}
        is_kind = Level.PROVINCE not in levels and _begins_kind(words, number)
        if is_kind and not (is_house and words[number - 1].is_number):
            return words[number:]
    return ()


def _as_typed(words: tuple[Token, ...]) -> str:
    """The words with a comma before each part that follows another."""
    typed = [word for word in words if word.raw]
    parts = [f", {word.raw}" if word.begins else f" {word.raw}" for word in typed]
    return "".join(parts).lstrip(", ")


def _hit(match: PlaceMatch, commune: Commune) -> Hit:
    place = match.place
    return Hit(
        commune,
        place.former,
        by_name=place.level is Level.COMMUNE,
        district=match.district.label if match.district else "",
        former_province=place.former_province,
    )


def suggest_communes(text: str, *, limit: int = 8) -> tuple[Hit, ...]:
    """Return up to `limit` communes of today for a text that is being typed; two cheap queries."""
    return read_place(text).hits[:limit]


def read_place(text: str) -> Reading:
    """Return what a typed place means, from the places of the database; two cheap queries."""
    return _typeahead(current_index()).read(text)


_built: list[Typeahead] = []


def _typeahead(index: PlaceIndex) -> Typeahead:
    """The one for this index; a new index (places came or went) replaces it."""
    if not _built or _built[0].index is not index:
        _built[:] = [Typeahead(index)]
    return _built[0]
