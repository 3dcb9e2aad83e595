"""How the words of a typed place can be divided into names that lie in one another.

From narrow to wide: a commune, a district, a province; each may be missing, each may have its kind
beside it. Every word has to belong to a name, and every name has to hold the narrower one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from catalogue.places.gazetteer import Gazetteer, NamedPlace
from catalogue.places.kind_words import KIND_WORDS, NUMBERED
from catalogue.places.resolution import Level
from catalogue.places.typed_text import Token

#: From narrow to wide, as addresses are written.
LEVELS = (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
#: Names that begin with the letters typed; more are not looked through, the shortest are.
MOST_BEGINNINGS = 100
#: Fewer letters of the narrowest name would fit a tenth of all places.
FEWEST_LETTERS = 2
#: A province may follow another: the old one and today's.
MOST_PROVINCES = 2


@dataclass(frozen=True, slots=True)
class NameSpan:
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
class PlaceMatch:
    """One place that all the spans of a reading agree on."""

    place: NamedPlace
    district: NamedPlace | None
    spans: tuple[NameSpan, ...]
    tones_agree: bool

    @property
    def is_partial(self) -> bool:
        return any(span.is_partial for span in self.spans)

    @property
    def names_province(self) -> bool:
        """Whether the words are the whole name of a province, of today or before."""
        return self.place.level is Level.PROVINCE and not self.is_partial and self.tones_agree

    @property
    def is_far_fetched(self) -> bool:
        """Whether hardly anybody means this by the name of a province.

        An old commune elsewhere, a name begun ("HN", HNol), or a district of another province; the
        province's own city and communes of today are meant often enough.
        """
        place = self.place
        if place.level is Level.DISTRICT:
            return all(each.key != place.key for each in place.within)
        is_old = place.former is not None and self.district is None
        return self.is_partial or (place.level is Level.COMMUNE and is_old)

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
            place.communes[0].code if place.communes else "",
            place.label,
        )


@dataclass
class Alignment:
    """The words from one of them on, read against the tables; spans are found once."""

    gazetteer: Gazetteer
    tokens: tuple[Token, ...]
    is_open: bool
    strict: bool = True
    known: dict[tuple[Level, int], tuple[NameSpan, ...]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        return tuple(token.key for token in self.tokens)

    @cached_property
    def tones(self) -> tuple[str, ...]:
        return tuple(token.tones for token in self.tokens)

    def matches(self) -> Iterator[PlaceMatch]:
        """Every place that all words belong to, in every way they can be read."""
        for spans in self._readings(0, 0, ()):
            yield from self._agreeing(spans)

    def _readings(
        self, start: int, narrowest: int, spans: tuple[NameSpan, ...]
    ) -> Iterator[tuple[NameSpan, ...]]:
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

    def _agreeing(self, spans: tuple[NameSpan, ...]) -> Iterator[PlaceMatch]:
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
                yield PlaceMatch(place, district, spans, tones_agree)

    def _spans(self, level: Level, start: int) -> tuple[NameSpan, ...]:
        key = level, start
        if key not in self.known:
            self.known[key] = tuple(self._find_spans(level, start))
        return self.known[key]

    def _find_spans(self, level: Level, start: int) -> Iterator[NameSpan]:
        for at, kinds in self._kinds_before(level, start):
            if at == len(self.tokens):
                continue
            if kinds is not None and self.tokens[at].is_number:
                yield from self._numbered(level, at, kinds)
                continue
            yield from self._whole_names(level, at, kinds)
            if self.is_open:
                yield from self._beginnings(level, at, kinds, is_narrowest=start == 0)

    def _numbered(self, level: Level, at: int, kinds: frozenset[str]) -> Iterator[NameSpan]:
        """Phường 5 and Quận 3, whose name is a number: never one for the other."""
        if level in NUMBERED and NUMBERED[level][0] in kinds:
            named = self._named(level, f"{NUMBERED[level][1]} {self.keys[at]}")
            if named:
                yield NameSpan(level, at + 1, named)

    def _whole_names(
        self, level: Level, start: int, kinds: frozenset[str] | None
    ) -> Iterator[NameSpan]:
        table = self.gazetteer.tables[level]
        longest = min(len(self.tokens), start + table.most_words)
        for end in range(start + 1, longest + 1):
            named = self._named(level, " ".join(self.keys[start:end]))
            tones = self._marks(start, end)
            if places := self._of_kind(named, kinds):
                yield NameSpan(level, end, places, tones)
            for after, following in self._kinds_after(level, end) if named else ():
                if places := self._of_kind(named, following):
                    yield NameSpan(level, after, places, tones)

    def _beginnings(
        self, level: Level, start: int, kinds: frozenset[str] | None, *, is_narrowest: bool
    ) -> Iterator[NameSpan]:
        table, end = self.gazetteer.tables[level], len(self.tokens)
        text = " ".join(self.keys[start:])
        if end - start > table.most_words or (is_narrowest and len(text) < FEWEST_LETTERS):
            return
        names = table.beginning(text)
        names = names[:MOST_BEGINNINGS] if is_narrowest else names
        named = frozenset(place for name in names for place in table.places[name])
        if places := self._of_kind(named, kinds):
            yield NameSpan(level, end, places, self._marks(start, end), is_partial=True)

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
