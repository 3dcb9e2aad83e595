"""Communes for what somebody is typing: by today's name or by the old commune, district, province.

Every part of the text ("Phường 5", "Quận 3") has to be found in the names of a place, from narrow
to wide; the last word may be unfinished. Old places lead to what they became.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from catalogue.models import Commune, FormerCommune
from catalogue.places.index import PlaceIndex, current_index
from catalogue.places.parsing import split_address
from catalogue.text import fold, tone_key

_KIND_WORDS = frozenset(
    {"xa", "phuong", "thi", "tran", "dac", "khu", "tinh", "thanh", "pho", "huyen", "quan"}
    | {"x", "p", "tt", "h", "q", "tx", "tp"}
)
_LOOSE = re.compile(
    r"\s+(?=(?:p|q|h|x|tp|tx|tt)\.\s*\S|[pq]\d|tp\s?hcm|(?:quan|huyen|phuong|quận|phường)\s)", re.I
)
_LONGEST = 120
_MANY = 300


@dataclass(frozen=True, slots=True)
class Written:
    """A place as people write it: its names from narrow to wide, folded, and what it is today."""

    names: tuple[str, ...]
    tones: str
    communes: tuple[Commune, ...]
    former: FormerCommune | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A commune of today; `former` is the old one that led to it, `by_name` when it was named."""

    commune: Commune
    former: FormerCommune | None = None
    by_name: bool = True


class Typeahead:
    """All places by the words of their names; built once for an index, then only read."""

    def __init__(self, index: PlaceIndex) -> None:
        self.index = index
        self.places = tuple(_written(index))
        words: dict[str, set[int]] = defaultdict(set)
        for number, place in enumerate(self.places):
            for word in {word for name in place.names for word in name.split()}:
                words[word].add(number)
        self.words = dict(words)
        self.sorted = sorted(words)
        self.everything = frozenset(range(len(self.places)))

    def find(self, text: str, limit: int) -> tuple[Hit, ...]:
        """Return the communes meant, likeliest first; nothing for a text that names no place.

        What stands before the place (house, street) is left away part by part.
        """
        text = text[:_LONGEST]
        for written in (text, _LOOSE.sub(", ", text)):
            parts = [tuple(each.folded for each in part) for part in split_address(written)]
            tones = [tone_key(part[0].text) for part in split_address(written)]
            for start in range(len(parts)):
                hits = self._find(parts[start:], tones[start], limit)
                if hits:
                    return hits
        return ()

    def _find(self, parts: list[tuple[str, ...]], tones: str, limit: int) -> tuple[Hit, ...]:
        raw = " ".join(part[0] for part in parts)
        ranked = sorted(
            (*_rank(self.places[number], parts, raw, tones), number)
            for number in self._few(self._with_words(parts), parts[0][-1])
        )
        is_fitting = ranked[:1] and ranked[0][0] < _BAG
        if is_fitting or any(char.isdigit() for char in raw):
            ranked = [each for each in ranked if each[0] < _BAG]
        hits: dict[int, Hit] = {}
        for rank, *_others, number in ranked:
            place = self.places[number]
            for commune in place.communes:
                hits.setdefault(commune.pk, Hit(commune, place.former, rank == _NAMED))
            if len(hits) >= limit:
                break
        return tuple(hits.values())[:limit]

    def _few(self, numbers: set[int], start: str) -> Iterable[int]:
        """Where a few letters fit far too much, only names that begin so, the shortest first."""
        if len(numbers) <= _MANY:
            return numbers
        named = (number for number in numbers if self.places[number].names[0].startswith(start))
        return sorted(named, key=lambda number: len(self.places[number].names[0]))[:_MANY]

    def _with_words(self, parts: list[tuple[str, ...]]) -> set[int]:
        """Numbers of the places that carry every word; the last word may be its beginning."""
        asked = [word for part in parts for word in part[-1].split()]
        if len(asked) > 1:
            asked = [word for word in asked[:-1] if word not in _KIND_WORDS] + asked[-1:]
        *whole, last = asked
        found = [self.words.get(word, set()) for word in whole]
        found.append(set().union(*self._beginning(last)))
        return set.intersection(*sorted(found, key=len))

    def _beginning(self, start: str) -> Iterator[Set[int]]:
        if start in _KIND_WORDS:
            yield self.everything
        for word in self.sorted[bisect_left(self.sorted, start) :]:
            if not word.startswith(start):
                return
            yield self.words[word]


def suggest_communes(text: str, *, limit: int = 8) -> tuple[Hit, ...]:
    """Return up to `limit` communes of today for a text that is being typed; two cheap queries."""
    return _typeahead(current_index()).find(text, limit)


_NAMED, _ALIGNED, _INSIDE, _BAG = range(4)
_built: list[Typeahead] = []


def _typeahead(index: PlaceIndex) -> Typeahead:
    """The one for this index; a new index (places came or went) replaces it."""
    if not _built or _built[0].index is not index:
        _built[:] = [Typeahead(index)]
    return _built[0]


def _written(index: PlaceIndex) -> Iterator[Written]:
    spelled: dict[tuple[bool, int], list[str]] = defaultdict(list)
    for folded, provinces in index.provinces.items():
        for each in provinces:
            key = (True, each.former.pk) if each.former else (False, each.province.pk)
            spelled[key].append(folded)
    for folded, communes in index.communes.items():
        for entry in communes:
            if not entry.communes:
                continue
            now = spelled[False, entry.communes[0].province_id]
            if entry.former is None:
                origins = index.origins[entry.communes[0].pk]
                then = [name for old in origins for name in spelled[True, old.pk]]
                names = (folded, *now, *then)
            else:
                then = spelled[True, entry.former.former_province_id]
                names = (folded, fold(entry.former.district), *then, *now)
            yield Written(names, entry.tones, entry.communes, entry.former)


def _rank(place: Written, parts: list[tuple[str, ...]], raw: str, tones: str) -> tuple:
    """How well a place fits, small is better: named, then aligned, then as one piece, then by words.

    Then names whose marks agree, then names of today, then short ones.
    """
    first = _aligned(place.names, parts)
    joined = " ".join(place.names)
    inside = _INSIDE if f" {raw}" in f" {joined}" else _BAG
    rank = inside if first is None else _ALIGNED if first else _NAMED
    other_marks = not (place.tones in tones or place.tones.startswith(tones))
    exact = place.names[0] not in parts[0]
    return rank, exact, other_marks, place.former is not None, len(place.names[0]), joined


def _aligned(names: Iterable[str], parts: list[tuple[str, ...]]) -> int | None:
    """The position of the name that the first part is in, when every part follows in order."""
    names, position, first = tuple(names), 0, None
    for number, part in enumerate(parts):
        is_last = number == len(parts) - 1
        position = next(
            (at for at in range(position, len(names)) if _fits(names[at], part, is_last)), -1
        )
        if position < 0:
            return None
        first = position if first is None else first
        position += 1
    return first


def _fits(name: str, part: tuple[str, ...], is_last: bool) -> bool:
    """Whether a reading is the name or whole words of it; of the last one, the beginning."""
    if is_last:
        return any(name.startswith(reading) for reading in part)
    return any(f" {reading} " in f" {name} " for reading in part)
