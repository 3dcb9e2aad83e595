"""Resolving one text: a name, an address or an official code."""

from collections.abc import Sequence

from catalogue.places.index import PlaceIndex, ProvinceEntry, current_index
from catalogue.places.matching import (
    REFORM_YEAR,
    PlaceScope,
    commune_candidates,
    match_communes,
    match_district,
    match_province,
    province_candidates,
)
from catalogue.places.parsing import Part, split_address
from catalogue.places.resolution import Candidate, PlaceResolution, Status
from catalogue.text import normalize


def resolve_place(
    text: str, year: int | None = None, *, index: PlaceIndex | None = None
) -> PlaceResolution:
    """The current province or commune that a text names, by old or new name, spelling or code.

    `year` says when the text was written: codes were reused in 2025 (24 was Bắc Giang, is Bắc Ninh)
    and names live on in other places. Bulk callers pass their own `index` and save a query each.
    """
    index = index or current_index()
    text = normalize(text).strip()
    if text.isdecimal() and text.isascii():
        return PlaceResolution(text, _by_code(index, text, year))
    resolution = _by_name(index, text, split_address(text), year)
    if resolution.status is Status.UNKNOWN:
        return _by_name(index, text, split_address(text, loosely=True), year)
    return resolution


def _by_code(index: PlaceIndex, code: str, year: int | None) -> tuple[Candidate, ...]:
    """What an official code of two or five digits meant in that year; strictly of its era."""
    entries = index.codes.get(code, [])
    if year is not None and year != REFORM_YEAR:
        entries = [each for each in entries if (each.former is not None) == (year < REFORM_YEAR)]
    if not entries:
        return ()
    reading = Part(code, code, "", frozenset())
    if isinstance(entries[0], ProvinceEntry):
        return province_candidates(entries, reading)
    return commune_candidates(entries, reading)


def _by_name(
    index: PlaceIndex, text: str, parts: list[tuple[Part, ...]], year: int | None
) -> PlaceResolution:
    """From the widest part to the narrowest that is known; parts left of that are the street."""
    if not parts:
        return PlaceResolution(text)
    named = match_province(index, parts[-1], year)
    if named and len(parts) == 1:
        return PlaceResolution(text, province_candidates(named[1], named[0]))
    scope = PlaceScope(named[1]) if named else PlaceScope()
    unmatched: list[str] = []
    rest = parts[:-1] if named else parts
    for position in range(len(rest) - 1, -1, -1):
        part, is_last = rest[position], position == 0
        districts = match_district(index, part, scope)
        if districts and not is_last:
            scope = PlaceScope(scope.entries, districts)
            continue
        communes = match_communes(index, part, scope, year)
        if communes:
            return PlaceResolution(text, communes, tuple(unmatched), doubtful=bool(unmatched))
        if districts:
            scope = PlaceScope(scope.entries, districts)
        else:
            unmatched.append(part[0].text)
    return _widest(index, text, parts, scope, named, tuple(unmatched))


def _widest(
    index: PlaceIndex,
    text: str,
    parts: Sequence[tuple[Part, ...]],
    scope: PlaceScope,
    named: tuple[Part, tuple[ProvinceEntry, ...]] | None,
    unmatched: tuple[str, ...],
) -> PlaceResolution:
    """No commune was recognised: the province, by its name or by its district's."""
    if named:
        return PlaceResolution(text, province_candidates(named[1], named[0]), unmatched)
    entries = [
        ProvinceEntry(each.tones, each.former_province.current, each.former_province)
        for name in (reading.folded for part in parts for reading in part)
        for each in index.districts.get(name, [])
        if each.code in scope.districts
    ]
    return PlaceResolution(text, province_candidates(entries, parts[0][-1]), unmatched)
