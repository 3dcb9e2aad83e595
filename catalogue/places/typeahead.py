"""Communes for what somebody types: by today's name or by the old commune, district, province.

The text is read from narrow to wide: a commune, the district it was in, its province; each may be
missing, each may carry its kind. **All** words have to belong to names of one place. What cannot
be read may stand in front (house, street) and is told; nothing is left out silently, and nothing
is ever chosen: one reading of all words is `sole`, whoever asks decides what that is worth.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from catalogue.models import Commune, FormerCommune, FormerProvince
from catalogue.places.gazetteer import Gazetteer, NamedPlace
from catalogue.places.index import PlaceIndex, current_index
from catalogue.places.kind_words import KIND_WORDS, NUMBERED
from catalogue.places.resolution import Level
from catalogue.places.typed_text import Token, TypedText, read_typed
from catalogue.text import tokens

#: From narrow to wide, as addresses are written.
LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
#: Names that begin with the letters typed; more are not looked through, the shortest are.
MOST_BEGINNINGS = 100
#: A province may follow another: the old one and today's.
MOST_PROVINCES = 2
#: Words that street addresses begin with; what follows them is no commune.
_STREET_WORDS = frozenset(
    tokens(
        "số nhà đường phố ngõ ngách hẻm kiệt thôn ấp bản tổ khu khóm buôn làng xóm đội tầng tòa lô"
        " căn hộ chung cư cc kp tdp kdc street st road rd alley lane no room floor building"
    )
)


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


@dataclass(frozen=True, slots=True)
class _Span:
    """One name in the text: the places it may be, its marks where any were typed, and whether its
    last letters are missing.
    """

    level: Level
    end: int
    places: frozenset[NamedPlace]
    tones: str = ""
    is_partial: bool = False

    def agrees_with(self, place: NamedPlace) -> bool:
        """Whether the marks that were typed are those of the place."""
        if not self.is_partial:
            return not self.tones or self.tones == place.tones
        typed, own = self.tones.split()[:-1], place.tones.split()
        return typed == own[: len(typed)]


@dataclass(frozen=True, slots=True)
class _Match:
    """One place that all the spans of a reading agree on."""

    place: NamedPlace
    district: NamedPlace | None
    spans: tuple[_Span, ...]
    tones_agree: bool

    @property
    def is_partial(self) -> bool:
        return any(span.is_partial for span in self.spans)

    @property
    def rank(self) -> tuple:
        """Small is better: its marks agree, a narrow level, a whole name, of today, short."""
        place = self.place
        named = LEVELS.index(place.level) * 2 + self.is_partial
        is_former = place.former is not None
        prefers_former = self.district is not None or place.level is not Level.COMMUNE
        return (
            not self.tones_agree,
            named,
            is_former != prefers_former if place.level is Level.COMMUNE else False,
            len(place.key),
            place.key,
        )


@dataclass
class _Text:
    """The words from one of them on, read against the tables; spans are found once."""

    gazetteer: Gazetteer
    tokens: tuple[Token, ...]
    is_open: bool
    strict: bool = True
    known: dict[tuple[Level, int], tuple[_Span, ...]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)

    @cached_property
    def tones(self) -> tuple[str, ...]:
        return tuple(token.tones for token in self.tokens)

    def matches(self) -> Iterator[_Match]:
        """Every place that all words belong to, in every way they can be read."""
        for spans in self._readings(0, 0, ()):
            yield from self._agreeing(spans)

    def _readings(
        self, start: int, narrowest: int, spans: tuple[_Span, ...]
    ) -> Iterator[tuple[_Span, ...]]:
        if start == len(self.tokens):
            if spans:
                yield spans
            return
        for number in range(narrowest, len(LEVELS)):
            level = LEVELS[number]
            if sum(span.level is level for span in spans) >= (
                MOST_PROVINCES if level is Level.PROVINCE else 1
            ):
                continue
            following = number if level is Level.PROVINCE else number + 1
            for span in self._spans(level, start):
                yield from self._readings(span.end, following, (*spans, span))

    def _agreeing(self, spans: tuple[_Span, ...]) -> Iterator[_Match]:
        """The places of the narrowest name that lie in one of each wider name."""
        first, *wider = spans
        for place in first.places:
            district = place if place.level is Level.DISTRICT else None
            tones_agree = first.agrees_with(place)
            for span in wider:
                around = _around(place, span.places)
                if not around:
                    break
                tones_agree = tones_agree and any(map(span.agrees_with, around))
                if span.level is Level.DISTRICT:
                    district = next(iter(around))
            else:
                yield _Match(place, district, spans, tones_agree)

    def _spans(self, level: Level, start: int) -> tuple[_Span, ...]:
        key = level, start
        if key not in self.known:
            self.known[key] = tuple(self._find_spans(level, start))
        return self.known[key]

    def _find_spans(self, level: Level, start: int) -> Iterator[_Span]:
        for at, kinds in self._kinds_before(level, start):
            if at == len(self.tokens):
                continue
            if kinds is not None and self.tokens[at].is_number:
                yield from self._numbered(level, at, kinds)
                continue
            yield from self._whole_names(level, at, kinds)
            if self.is_open:
                yield from self._beginnings(level, at, kinds, is_narrowest=start == 0)

    def _numbered(self, level: Level, at: int, kinds: frozenset[str]) -> Iterator[_Span]:
        """Phường 5 and Quận 3, whose name is a number: never one for the other."""
        if level in NUMBERED and NUMBERED[level][0] in kinds:
            named = self._named(level, f"{NUMBERED[level][1]} {self.keys[at]}")
            if named:
                yield _Span(level, at + 1, named)

    def _whole_names(
        self, level: Level, start: int, kinds: frozenset[str] | None
    ) -> Iterator[_Span]:
        table = self.gazetteer.tables[level]
        longest = min(len(self.tokens), start + table.most_words)
        for end in range(start + 1, longest + 1):
            named = self._named(level, " ".join(self.keys[start:end]))
            tones = self._marks(start, end)
            if places := self._of_kind(named, kinds):
                yield _Span(level, end, places, tones)
            for after, following in self._kinds_after(level, end) if named else ():
                if places := self._of_kind(named, following):
                    yield _Span(level, after, places, tones)

    def _beginnings(
        self, level: Level, start: int, kinds: frozenset[str] | None, *, is_narrowest: bool
    ) -> Iterator[_Span]:
        table, end = self.gazetteer.tables[level], len(self.tokens)
        if end - start > table.most_words:
            return
        names = table.beginning(" ".join(self.keys[start:]))
        names = names[:MOST_BEGINNINGS] if is_narrowest else names
        named = frozenset(place for name in names for place in table.places[name])
        if places := self._of_kind(named, kinds):
            yield _Span(level, end, places, self._marks(start, end), is_partial=True)

    def _named(self, level: Level, key: str) -> frozenset[NamedPlace]:
        return frozenset(self.gazetteer.tables[level].places.get(key, ()))

    def _marks(self, start: int, end: int) -> str:
        """The words with their marks, nothing where none was typed."""
        words = self.tokens[start:end]
        return " ".join(self.tones[start:end]) if any(each.is_marked for each in words) else ""

    def _of_kind(
        self, places: frozenset[NamedPlace], kinds: frozenset[str] | None
    ) -> frozenset[NamedPlace]:
        """The places of the kind that was written; all where none was, or any kind will do."""
        if kinds is None or not self.strict:
            return places
        return frozenset(each for each in places if not each.kinds or each.kinds & kinds)

    def _kinds_before(
        self, level: Level, start: int
    ) -> Iterator[tuple[int, frozenset[str] | None]]:
        yield start, None
        yield from self._kind_words(level, start, follows=False)

    def _kinds_after(self, level: Level, start: int) -> Iterator[tuple[int, frozenset[str]]]:
        if start < len(self.tokens):
            yield from self._kind_words(level, start, follows=True)

    def _kind_words(
        self, level: Level, start: int, *, follows: bool
    ) -> Iterator[tuple[int, frozenset[str]]]:
        """Kind words of a level at this place; English ones stand after, or before a number."""
        for word in KIND_WORDS.get(self.keys[start], ()):
            end = start + len(word.words)
            if level not in word.kinds or self.keys[start:end] != word.words:
                continue
            typed = self.tokens[start:end]
            if any(
                token.is_marked and token.tones != tone
                for token, tone in zip(typed, word.tones, strict=True)
            ):
                continue
            is_numbered = end < len(self.tokens) and self.tokens[end].is_number
            if follows and not word.follows:
                continue
            if not follows and (word.before_number or word.follows) and not is_numbered:
                continue
            yield end, word.kinds[level]


def _around(place: NamedPlace, wider: frozenset[NamedPlace]) -> frozenset[NamedPlace]:
    """Those of the wider places that a place lies in; an old province and today's share land."""
    if place.level is not Level.PROVINCE:
        return place.within & wider
    own = {commune.pk for commune in place.communes}
    return frozenset(each for each in wider if any(commune.pk in own for commune in each.communes))


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
                    matches = list(_Text(self.gazetteer, words, is_open, strict).matches())
                    if matches:
                        return _reading(matches, typed, start, is_exact=strict)
        return Reading(unread=" ".join(token.raw for token in typed.tokens))


def _orders(typed: TypedText, start: int) -> Iterator[tuple[tuple[Token, ...], bool]]:
    """The words as they stand; where nothing is left out also from wide to narrow: "Huế, Vỹ Dạ"."""
    words = typed.tokens[start:]
    yield words, typed.is_open
    begins = [number for number, token in enumerate(words) if token.begins]
    if start == 0 and len(begins) > 1:
        ends = [*begins[1:], len(words)]
        parts = [words[begin:end] for begin, end in zip(begins, ends, strict=True)]
        yield tuple(token for part in reversed(parts) for token in part), False


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


def _reading(matches: list[_Match], typed: TypedText, start: int, *, is_exact: bool) -> Reading:
    """The matches as hits, one a commune, the best first; `sole` if all words leave but one."""
    matches.sort(key=lambda match: match.rank)
    hits: dict[int, Hit] = {}
    for match in matches:
        for commune in match.place.communes:
            hits.setdefault(commune.pk, _hit(match, commune))
    whole = [match for match in matches if not match.is_partial and match.tones_agree]
    meant = {commune.pk for match in whole for commune in match.place.communes}
    is_sole = is_exact and start == 0 and len(meant) == 1
    unread, read = typed.tokens[:start], typed.tokens[start:]
    return Reading(
        hits=tuple(hits.values()),
        sole=hits[meant.pop()] if is_sole else None,
        level=matches[0].place.level,
        read=" ".join(token.raw for token in read),
        unread=" ".join(token.raw for token in unread),
        is_street=bool(unread) and _is_street(unread),
        other_kind=not is_exact,
    )


def _hit(match: _Match, commune: Commune) -> Hit:
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
