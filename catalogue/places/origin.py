"""Where a registered product comes from, by the commune, district and province of its row."""

from collections.abc import Set
from dataclasses import dataclass

from catalogue.models import Commune, FormerCommune, FormerProvince, Province
from catalogue.places.index import PlaceIndex, ProvinceEntry, current_index
from catalogue.places.matching import (
    REFORM_YEAR,
    PlaceScope,
    match_communes,
    match_district,
    match_province,
)
from catalogue.places.parsing import Part, is_marked, readings
from catalogue.places.resolution import Candidate, Level
from catalogue.text import normalize

_LEVELS = {level: frozenset({level}) for level in Level}


@dataclass(frozen=True)
class PlaceOrigin:
    """The current place of a product, and the old one that its certificate names.

    `commune` is None unless exactly one was meant; `candidates` then holds those that may be.
    """

    province: Province | None = None
    commune: Commune | None = None
    former_province: FormerProvince | None = None
    former_commune: FormerCommune | None = None
    candidates: tuple[Candidate, ...] = ()


def resolve_origin(
    commune: str,
    district: str,
    province: str,
    year: int | None = None,
    *,
    index: PlaceIndex | None = None,
) -> PlaceOrigin:
    """The origin that a register row names; any part may be empty, and nothing is guessed.

    A district dates the row before 1/7/2025, whatever its year says. An unknown province gives an
    empty origin; an unknown or ambiguous commune leaves the province standing.
    """
    index = index or current_index()
    if district and (year is None or year >= REFORM_YEAR):
        year = REFORM_YEAR - 1
    marked = is_marked(f"{commune} {district} {province}")
    named = match_province(index, _readings(province, Level.PROVINCE, marked), year)
    if named is None or len({entry.province.pk for entry in named[1]}) != 1:
        return PlaceOrigin()
    entries = named[1]
    candidates = _communes(index, commune, district, entries, year, marked)
    if len(candidates) != 1:
        return PlaceOrigin(entries[0].province, None, _former(entries), candidates=candidates)
    only = candidates[0]
    origins = index.origins[only.commune.pk] if only.commune else set()
    former = only.former_province or _former(entries) or _sole(origins)
    return PlaceOrigin(only.province, only.commune, former, only.former_commune, candidates)


def _communes(
    index: PlaceIndex,
    commune: str,
    district: str,
    entries: tuple[ProvinceEntry, ...],
    year: int | None,
    marked: bool,
) -> tuple[Candidate, ...]:
    """The communes that a row may mean; none when its district is not one of the province."""
    if not commune:
        return ()
    scope = PlaceScope(entries)
    if district:
        codes = match_district(index, _readings(district, Level.DISTRICT, marked), scope)
        if not codes:
            return ()
        scope = PlaceScope(entries, codes)
    return match_communes(index, _readings(commune, Level.COMMUNE, marked), scope, year)


def _readings(name: str, level: Level, marked: bool) -> tuple[Part, ...]:
    """A name of a known level; its own kind word may say more but not otherwise."""
    name = normalize(name).strip()
    return readings(name, _LEVELS[level], marked=marked) if name else ()


def _former(entries: tuple[ProvinceEntry, ...]) -> FormerProvince | None:
    """The old province, unless the name may be a current one's as well."""
    return _sole({entry.former for entry in entries})


def _sole(formers: Set[FormerProvince | None]) -> FormerProvince | None:
    """The only one of a set, or None."""
    return next(iter(formers)) if len(formers) == 1 else None
