"""Finding the parts of an address in the index, narrowing from the province down.

Names of before and after the reform of 1/7/2025 live side by side. The year, when known, says which
of the two is meant; without a year both are, and where they lead apart the answer is ambiguous.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from catalogue.places.index import CommuneEntry, PlaceIndex, ProvinceEntry
from catalogue.places.parsing import Part
from catalogue.places.resolution import Candidate, Level

REFORM_YEAR = 2025


@dataclass(frozen=True)
class PlaceScope:
    """The provinces, old ones, and old districts that the wider parts left open; None is all."""

    entries: tuple[ProvinceEntry, ...] | None = None
    districts: frozenset[str] = field(default_factory=frozenset)

    @property
    def now(self) -> frozenset[int]:
        """Current provinces that were named as such."""
        return frozenset(each.province.pk for each in self.entries or () if not each.former)

    @property
    def then(self) -> frozenset[int]:
        """Former provinces that were named as such."""
        return frozenset(each.former.pk for each in self.entries or () if each.former)

    @property
    def lands(self) -> frozenset[int]:
        """Current provinces that anything named lies in today."""
        return frozenset(each.province.pk for each in self.entries or ())


def preferred(entries: Iterable, year: int | None) -> tuple:
    """Only the era that the year points to, where it has any; both in 2025 and without a year."""
    entries = tuple(entries)
    if year is None or year == REFORM_YEAR:
        return entries
    era = tuple(each for each in entries if (each.former is not None) == (year < REFORM_YEAR))
    return era or entries


def match_province(
    index: PlaceIndex, part: tuple[Part, ...], year: int | None
) -> tuple[Part, tuple[ProvinceEntry, ...]] | None:
    """The provinces that a part may name, with the reading that found them."""
    for reading in part:
        if Level.PROVINCE in reading.levels and reading.folded in index.provinces:
            entries = _by_tone(reading, index.provinces[reading.folded])
            return reading, preferred(entries, year)
    return None


def match_district(index: PlaceIndex, part: tuple[Part, ...], scope: PlaceScope) -> frozenset[str]:
    """Codes of the old districts in scope that a part may name."""
    for reading in part:
        if Level.DISTRICT not in reading.levels:
            continue
        entries = [
            each
            for each in _by_tone(reading, index.districts.get(reading.folded, []))
            if scope.entries is None
            or each.former_province.pk in scope.then
            or each.former_province.current_id in scope.now
        ]
        if entries:
            return frozenset(each.code for each in entries)
    return frozenset()


def match_communes(
    index: PlaceIndex, part: tuple[Part, ...], scope: PlaceScope, year: int | None
) -> tuple[Candidate, ...]:
    """The communes in scope that a part may name, the likeliest first."""
    for reading in part:
        entries = index.communes.get(reading.folded, [])
        if Level.COMMUNE not in reading.levels or not entries:
            continue
        for tier in (_in_named_era, _in_other_era):
            inside = [each for each in entries if tier(each, scope)]
            if inside:
                narrowed = _by_kind(reading, _by_tone(reading, inside))
                return commune_candidates(preferred(narrowed, year))
    return ()


def commune_candidates(entries: Iterable[CommuneEntry]) -> tuple[Candidate, ...]:
    """One candidate per current commune: those of that name now, then what old ones became."""
    found: dict[int, Candidate] = {}
    for entry in sorted(entries, key=lambda each: each.former is not None):
        for position, commune in enumerate(entry.communes):
            candidate = Candidate(
                commune.province,
                commune,
                former_province=entry.former.former_province if entry.former else None,
                former_commune=entry.former,
                default=position == 0,
            )
            known = found.setdefault(commune.pk, candidate)
            if candidate.default and not known.default:
                found[commune.pk] = replace(known, default=True)
    return tuple(sorted(found.values(), key=lambda each: not each.default))


def _in_named_era(entry: CommuneEntry, scope: PlaceScope) -> bool:
    """A current commune of a current province, or an old one of an old province (and district)."""
    if entry.former is None:
        return not scope.districts and (
            scope.entries is None or entry.communes[0].province_id in scope.now
        )
    if scope.districts:
        return entry.former.district_code in scope.districts
    return scope.entries is None or entry.former.former_province_id in scope.then


def _in_other_era(entry: CommuneEntry, scope: PlaceScope) -> bool:
    """A new commune named with its old province or district, or an old one with its new one."""
    if entry.former is None:
        return scope.entries is not None and entry.communes[0].province_id in scope.lands
    if scope.districts or scope.entries is None:
        return False
    return entry.former.former_province.current_id in scope.now


def _by_tone(reading: Part, entries: list) -> list:
    """Where marks were typed, the names that carry exactly those, if there are any."""
    if not reading.is_marked:
        return entries
    return [each for each in entries if each.tones == reading.tones] or entries


def _by_kind(reading: Part, entries: list[CommuneEntry]) -> list[CommuneEntry]:
    """Where "xã" or "phường" was written, the communes of that kind, if there are any."""
    return [each for each in entries if reading.kind in each.kinds] or entries
