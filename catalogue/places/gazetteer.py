"""Every name that a typed place may consist of, by the key it is compared with.

Three tables, one a level. A place knows which districts and provinces it lies in, of today and of
before July 2025, so that "Thảo Điền, Quận 2, Sài Gòn" needs no more than three look-ups.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.models import Commune, FormerCommune, FormerProvince
from catalogue.models.place import FormerKind, PlaceKind
from catalogue.places.districts import (
    bare_name,
    district_kinds,
    earlier_districts,
    other_spellings,
    written_name,
)
from catalogue.places.index import CommuneEntry, PlaceIndex
from catalogue.places.kind_words import DISTRICT_KINDS
from catalogue.places.resolution import Level
from catalogue.places.typed_text import name_key, name_tones

#: Former codes of the cities of provincial rank; Thừa Thiên Huế became one six months before.
_CITIES, _NEW_CITY = frozenset({"01", "31", "48", "79", "92"}), "46"

#: A former commune with the entry that says what it became.
Member = tuple[FormerCommune, CommuneEntry]


@dataclass(frozen=True, slots=True, eq=False)
class NamedPlace:
    """One name of one place on one level, compared by identity.

    `communes` are those of today it stands for, the likeliest first; `within` the districts and
    provinces it lies in. `former` is set for communes of before the reform.
    """

    level: Level
    key: str
    tones: str
    label: str
    kinds: frozenset[str]
    communes: tuple[Commune, ...] = ()
    former: FormerCommune | None = None
    former_province: FormerProvince | None = None
    within: frozenset["NamedPlace"] = frozenset()


@dataclass(eq=False)
class NameTable:
    """The places of one level by key, and the keys in order for what is still being typed."""

    places: dict[str, list[NamedPlace]] = field(default_factory=lambda: defaultdict(list))
    keys: list[str] = field(default_factory=list)
    most_words: int = 1

    def add(self, place: NamedPlace) -> None:
        self.places[place.key].append(place)

    def close(self) -> None:
        """Sort the keys: nothing is added any more."""
        self.places = dict(self.places)
        self.keys = sorted(self.places)
        self.most_words = max((len(key.split()) for key in self.keys), default=1)

    def beginning(self, start: str) -> list[str]:
        """Return the keys that begin with these letters and are longer, the shortest first."""
        found = []
        for key in self.keys[bisect_left(self.keys, start) :]:
            if not key.startswith(start):
                break
            if key != start:
                found.append(key)
        return sorted(found, key=len)


class Gazetteer:
    """The three tables; built once from an index of all places, then only read."""

    def __init__(self, index: PlaceIndex) -> None:
        self.tables = {level: NameTable() for level in Level}
        self._provinces: dict[tuple[bool, int], list[NamedPlace]] = defaultdict(list)
        self._districts: dict[int, list[NamedPlace]] = defaultdict(list)
        entries = [entry for found in index.communes.values() for entry in found if entry.communes]
        self._add_provinces(index, entries)
        self._add_districts([(each.former, each) for each in entries if each.former])
        self._add_communes(index, entries)
        for table in self.tables.values():
            table.close()

    def _add(self, place: NamedPlace) -> NamedPlace:
        self.tables[place.level].add(place)
        return place

    def _add_provinces(self, index: PlaceIndex, entries: list[CommuneEntry]) -> None:
        """Provinces of today with their communes, former ones with those that came from there."""
        communes: dict[tuple[bool, int], dict[int, Commune]] = defaultdict(dict)
        for entry in entries:
            if entry.former is None:
                (commune,) = entry.communes
                communes[False, commune.province_id][commune.pk] = commune
                for origin in index.origins[commune.pk]:
                    communes[True, origin.pk][commune.pk] = commune
        seen = set()
        for provinces in index.provinces.values():
            for each in provinces:
                old = each.former
                ref = (True, old.pk) if old else (False, each.province.pk)
                own = {(name_key(each.name), name_tones(each.name))}
                for key, tones in own | _joined(each.name):
                    if (ref, key) in seen:
                        continue
                    seen.add((ref, key))
                    place = NamedPlace(
                        Level.PROVINCE,
                        key,
                        tones,
                        old.name if old else each.province.name,
                        _province_kinds(index, each.province.pk, old),
                        _by_name(communes[ref].values()),
                        former_province=old,
                    )
                    self._provinces[ref].append(self._add(place))

    def _add_districts(self, members: list[Member]) -> None:
        """The districts of June 2025, and those dissolved into them before."""
        by_district: dict[str, list[Member]] = defaultdict(list)
        by_code = {}
        for old, entry in members:
            by_district[old.district_code].append((old, entry))
            by_code[old.code] = (old, entry)
        for code, inside in by_district.items():
            kind = district_kinds().get(code)
            kinds = frozenset({kind}) if kind else DISTRICT_KINDS
            self._add_district(inside[0][0].district, kinds, inside)
        for earlier in earlier_districts():
            inside = [by_code[code] for code in earlier.former_communes if code in by_code]
            if inside:
                self._add_district(earlier.name, frozenset({earlier.kind}), inside)

    def _add_district(self, name: str, kinds: frozenset[str], members: list[Member]) -> None:
        """A district under every spelling, with what its communes mostly became first."""
        former_province = members[0][0].former_province
        first = {entry.communes[0].pk: entry.communes[0] for _old, entry in members}
        others = {each.pk: each for _old, entry in members for each in entry.communes}
        rest = [each for pk, each in others.items() if pk not in first]
        key = name_key(bare_name(name))
        communes = _by_name(first.values(), namesake=key) + _by_name(rest)
        around = set(self._provinces[True, former_province.pk])
        for province in {each.province_id for each in communes}:
            around.update(self._provinces[False, province])
        for key, tones in _spellings(name) | _joined(name):
            place = NamedPlace(
                Level.DISTRICT,
                key,
                tones,
                written_name(name),
                kinds,
                communes,
                former_province=former_province,
                within=frozenset(around),
            )
            self._add(place)
            for old, _entry in members:
                self._districts[old.pk].append(place)

    def _add_communes(self, index: PlaceIndex, entries: list[CommuneEntry]) -> None:
        """Communes of today, which people also write with the old district, and former ones."""
        old_districts: dict[int, set[NamedPlace]] = defaultdict(set)
        for entry in entries:
            if entry.former is not None:
                for commune in entry.communes:
                    old_districts[commune.pk].update(self._districts[entry.former.pk])
        for entry in entries:
            around = {
                place
                for commune in entry.communes
                for place in self._provinces[False, commune.province_id]
            }
            if entry.former is None:
                (commune,) = entry.communes
                around |= old_districts[commune.pk]
                for old in index.origins[commune.pk]:
                    around.update(self._provinces[True, old.pk])
            else:
                around.update(self._provinces[True, entry.former.former_province_id])
                around.update(self._districts[entry.former.pk])
            inside = frozenset(around)
            for key, tones in _spellings(entry.name) | self._joined_commune(entry):
                self._add(
                    NamedPlace(
                        Level.COMMUNE,
                        key,
                        tones,
                        written_name(entry.name),
                        _commune_kinds(entry),
                        entry.communes,
                        entry.former,
                        entry.former.former_province if entry.former else None,
                        inside,
                    )
                )

    def _joined_commune(self, entry: CommuneEntry) -> set[tuple[str, str]]:
        """A commune of today in one word (Sapa), where that is no province: Saigon is the city."""
        joined = set() if entry.former else _joined(entry.name)
        return {each for each in joined if each[0] not in self.tables[Level.PROVINCE].places}


def _by_name(communes: Iterable[Commune], namesake: str = "") -> tuple[Commune, ...]:
    """The communes in alphabetical order, but the one called like the district first."""

    def order(commune: Commune) -> tuple[bool, str, str]:
        key = name_key(commune.name)
        return key != namesake, key, commune.code

    return tuple(sorted(communes, key=order))


def _commune_kinds(entry: CommuneEntry) -> frozenset[str]:
    if entry.former is not None and entry.former.kind == FormerKind.ISLAND_DISTRICT:
        return frozenset({FormerKind.ISLAND_DISTRICT.value})
    return entry.kinds


def _province_kinds(index: PlaceIndex, province: int, old: FormerProvince | None) -> frozenset[str]:
    """What a province has been since the reform, or was before it; a city may be either."""
    if old is None:
        return frozenset(index.province_kinds[province])
    if old.code == _NEW_CITY:
        return frozenset({PlaceKind.CITY.value, PlaceKind.PROVINCE.value})
    return frozenset({(PlaceKind.CITY if old.code in _CITIES else PlaceKind.PROVINCE).value})


def _spellings(name: str) -> set[tuple[str, str]]:
    """The name itself, with a gap for an apostrophe (Ea H Leo), and without the town after a dash:
    the ward Xuân Hương - Đà Lạt is written without it.
    """
    name = bare_name(name)
    gapped = name.replace("'", " ").replace("’", " ")
    short = name.partition(" - ")[0]
    others = other_spellings(name)
    return {(name_key(each), name_tones(each)) for each in (name, gapped, short, *others)}


def _joined(name: str) -> set[tuple[str, str]]:
    """The name in one word, as English has it: Hanoi, Dalat, Nhatrang."""
    words = name_key(bare_name(name)).split()
    joined = "".join(words)
    return {(joined, joined)} if len(words) > 1 and joined.isalpha() else set()
