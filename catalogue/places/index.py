"""All places by folded name, in memory: built once with seven queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Max

from catalogue.models import (
    Commune,
    Designation,
    FormerCommune,
    FormerCommuneSuccessor,
    FormerProvince,
    PlaceAlias,
    Province,
)
from catalogue.models.place import FormerKind
from catalogue.text import fold, tone_key


@dataclass(frozen=True, slots=True)
class ProvinceEntry:
    """A province under one of its names; `former` when the name or code is an old one."""

    tones: str
    province: Province
    former: FormerProvince | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class DistrictEntry:
    """A district of before the reform, known only as a way to narrow."""

    tones: str
    code: str
    former_province: FormerProvince


@dataclass(frozen=True, slots=True)
class CommuneEntry:
    """A commune under its name: a current one alone, or a former one with its successors."""

    tones: str
    communes: tuple[Commune, ...]
    kinds: frozenset[str]
    former: FormerCommune | None = None

    @property
    def name(self) -> str:
        """The name as written: the old one of a former commune."""
        return self.former.name if self.former else self.communes[0].name


@dataclass
class PlaceIndex:
    """Every place by folded name, several per name."""

    provinces: dict[str, list[ProvinceEntry]] = field(default_factory=lambda: defaultdict(list))
    districts: dict[str, list[DistrictEntry]] = field(default_factory=lambda: defaultdict(list))
    communes: dict[str, list[CommuneEntry]] = field(default_factory=lambda: defaultdict(list))
    origins: dict[int, set[FormerProvince]] = field(default_factory=lambda: defaultdict(set))
    province_kinds: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    @classmethod
    def load(cls) -> "PlaceIndex":
        """Read all places from the database."""
        index = cls()
        provinces = {each.pk: each for each in Province.objects.select_related("region")}
        former = {each.pk: each for each in FormerProvince.objects.all()}
        index._add_provinces(provinces, former)
        communes = {each.pk: each for each in Commune.objects.all()}
        index._add_communes(communes, provinces)
        index._add_former_communes(communes, former)
        return index

    def _add_provinces(self, provinces: dict, former: dict) -> None:
        """Current and former provinces by name, English name and other spelling."""
        for province in provinces.values():
            entry = ProvinceEntry(tone_key(province.name), province, name=province.name)
            self.provinces[fold(province.name)].append(entry)
            if fold(province.name_en) != fold(province.name):
                name = province.name_en
                english = ProvinceEntry(tone_key(name), province, name=name)
                self.provinces[fold(province.name_en)].append(english)
        for old in former.values():
            old.current = provinces[old.current_id]
            entry = ProvinceEntry(tone_key(old.name), old.current, old, old.name)
            self.provinces[fold(old.name)].append(entry)
        for alias in PlaceAlias.objects.all():
            old = former.get(alias.former_province_id)
            province = old.current if old else provinces[alias.province_id]
            entry = ProvinceEntry(tone_key(alias.name), province, old, alias.name)
            self.provinces[alias.folded].append(entry)

    def _add_communes(self, communes: dict, provinces: dict) -> None:
        """Current communes, and the kinds they and their provinces have had since the reform."""
        kinds: dict[int, set[str]] = defaultdict(set)
        dated = Designation.objects.values_list("commune_id", "province_id", "kind")
        for commune_pk, province_pk, kind in dated:
            (kinds[commune_pk] if commune_pk else self.province_kinds[province_pk]).add(kind)
        for pk, commune in communes.items():
            commune.province = provinces[commune.province_id]
            entry = CommuneEntry(tone_key(commune.name), (commune,), frozenset(kinds[pk]))
            self.communes[fold(commune.name)].append(entry)

    def _add_former_communes(self, communes: dict, former: dict) -> None:
        """Former communes with what they became, and the districts they were in."""
        became = defaultdict(list)
        successions = FormerCommuneSuccessor.objects.order_by("former_commune_id", "position")
        for pk, commune in successions.values_list("former_commune_id", "commune_id"):
            became[pk].append(communes[commune])
        districts: dict[str, FormerCommune] = {}
        for old in FormerCommune.objects.all():
            old.former_province = former[old.former_province_id]
            kinds = frozenset() if old.kind == FormerKind.ISLAND_DISTRICT else frozenset({old.kind})
            entry = CommuneEntry(tone_key(old.name), tuple(became[old.pk]), kinds, old)
            self.communes[fold(old.name)].append(entry)
            districts[old.district_code] = old
            for commune in became[old.pk]:
                self.origins[commune.pk].add(old.former_province)
        for code, old in districts.items():
            district = DistrictEntry(tone_key(old.district), code, old.former_province)
            self.districts[fold(old.district)].append(district)


def current_index() -> PlaceIndex:
    """The index of the database as it is; two cheap queries, rebuilt when places came or went."""
    named = Province.objects.values_list("pk", "slug").order_by()
    former = FormerProvince.objects.values_list("pk", "slug").order_by()
    aliases = PlaceAlias.objects.values_list("pk", "folded").order_by()
    newest = Commune.objects.aggregate(pk=Max("pk"), slug=Max("slug"))
    return _index(frozenset(named.union(former, aliases, all=True)), tuple(newest.values()))


def forget_index() -> None:
    """Drop the index after places were renamed or reloaded."""
    _index.cache_clear()


@lru_cache(maxsize=1)
def _index(names: frozenset, newest: tuple) -> PlaceIndex:
    """The index for a state of the tables, known by the provinces' names and the newest commune."""
    return PlaceIndex.load()
