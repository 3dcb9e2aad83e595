"""The words of the filters: groups, regions and provinces by slug, with their names to show."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.cache import cache
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalogue.models import ClassificationNode, FormerProvince, PlaceAlias, Province
from catalogue.models.alcohol_rule import ADULT_TYPES
from catalogue.models.classification import ClassificationLevel
from catalogue.text import fold, slugify_vi

CACHE_KEY = "search-vocabulary"
SECONDS = 3600


class VocabularyGroup(NamedTuple):
    """A sector, a group, or what lies below one: `sector` and `group` are primary keys."""

    pk: int
    slug: str
    name: str
    level: str
    sector: int | None
    group: int | None
    is_for_adults: bool = False

    @property
    def is_sector(self) -> bool:
        """Whether it is one of the six."""
        return self.level == ClassificationLevel.SECTOR


class VocabularyPlace(NamedTuple):
    """A region or a province; `region` is the province's region."""

    pk: int
    slug: str
    name: str
    region: int | None = None


class VocabularyFormerProvince(NamedTuple):
    """A province of before July 2025; its slug ends in "-cu" where the name lives on."""

    pk: int
    slug: str
    name: str
    province: int


@dataclass
class Vocabulary:
    """Everything that filters can name, read in three queries and cached for an hour."""

    nodes: dict[int, VocabularyGroup] = field(default_factory=dict)
    groups: dict[str, VocabularyGroup] = field(default_factory=dict)
    regions: dict[str, VocabularyPlace] = field(default_factory=dict)
    provinces: dict[str, VocabularyPlace] = field(default_factory=dict)
    formers: dict[str, VocabularyFormerProvince] = field(default_factory=dict)

    @classmethod
    def load(cls) -> "Vocabulary":
        """Return it in the reader's language, from the cache when it is there."""
        name = "name" if (get_language() or "vi").startswith("vi") else "name_en"
        vocabulary = cache.get(f"{CACHE_KEY}:{name}")
        if vocabulary is None:
            vocabulary = cls()
            vocabulary._add_groups(name)
            vocabulary._add_places(name)
            if vocabulary.groups and vocabulary.provinces:
                cache.set(f"{CACHE_KEY}:{name}", vocabulary, SECONDS)
        return vocabulary

    @staticmethod
    def clear_cache() -> None:
        """Load it again next time, because a group or a place changed."""
        cache.delete_many([f"{CACHE_KEY}:name", f"{CACHE_KEY}:name_en"])

    def _add_groups(self, name: str) -> None:
        nodes = ClassificationNode.objects.current().order_by("position", "pk")
        rows = nodes.values_list("pk", "slug", name, "level", "sector_id", "group_id", *ADULT_TYPES)
        for pk, slug, title, level, sector, parent, *hidden in rows:
            group = VocabularyGroup(
                pk, slug, title, level, sector, parent, is_for_adults=any(hidden)
            )
            self.nodes[group.pk] = group
            if group.level in (ClassificationLevel.SECTOR, ClassificationLevel.GROUP):
                self.groups[group.slug] = group

    def _add_places(self, name: str) -> None:
        provinces = Province.objects.order_by("region__position", "name").values_list(
            "pk", "slug", name, "region_id", "region__slug", f"region__{name}"
        )
        for pk, slug, title, region, region_slug, region_title in provinces:
            self.provinces[slug] = VocabularyPlace(pk, slug, title, region)
            self.regions.setdefault(region_slug, VocabularyPlace(region, region_slug, region_title))
        formers = FormerProvince.objects.order_by("name")
        for pk, slug, title, current in formers.values_list("pk", "slug", "name", "current_id"):
            own = f"{slug}-cu" if slug in self.provinces else slug
            self.formers[own] = VocabularyFormerProvince(pk, own, title, current)

    def keys_below(self, *slugs: str) -> frozenset[int]:
        """Return the primary keys of these sectors or groups and of everything under them."""
        tops = {self.groups[slug].pk for slug in slugs if slug in self.groups}
        return frozenset(
            pk for pk, node in self.nodes.items() if tops & {pk, node.sector, node.group}
        )

    def provinces_of(self, region: VocabularyPlace) -> frozenset[int]:
        """Return the primary keys of a region's provinces."""
        return frozenset(place.pk for place in self.provinces.values() if place.region == region.pk)

    def province(self, slug: str) -> VocabularyPlace | VocabularyFormerProvince | None:
        """Return the province, current or former, that a slug names; other spellings count."""
        place = self.provinces.get(slug) or self.formers.get(slug)
        return place or self._spelled(slug)

    def current_province(self, slug: str) -> VocabularyPlace | None:
        """Return the province of today that a slug leads to."""
        place = self.province(slug) or self.province(slug.removesuffix("-cu"))
        return self.province_after(place) if isinstance(place, VocabularyFormerProvince) else place

    def province_after(self, former: VocabularyFormerProvince) -> VocabularyPlace:
        """Return the province of today that a former one belongs to."""
        return next(
            province for province in self.provinces.values() if province.pk == former.province
        )

    def province_label(self, place: VocabularyPlace | VocabularyFormerProvince) -> str:
        """Return the name to show; a former one says where it belongs now."""
        if isinstance(place, VocabularyPlace):
            return place.name
        current = self.province_after(place)
        return _("%(former)s (now in %(current)s)") % {
            "former": place.name,
            "current": current.name,
        }

    def _spelled(self, slug: str) -> VocabularyPlace | VocabularyFormerProvince | None:
        """Read the other spellings only when no name fits."""
        for alias in PlaceAlias.objects.select_related("province", "former_province"):
            if slugify_vi(alias.name) == slug:
                named = alias.province or alias.former_province
                slug = named.slug if named else ""
                return self.provinces.get(slug) or self.formers.get(slug)
        return None


def words_of_named_provinces(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the folded words of the provinces that a text names in full, of today or of before."""
    typed = f" {fold(text)} "
    names = [province.name for province in vocabulary.provinces.values()]
    names += [
        former.name
        for slug, former in vocabulary.formers.items()
        if slug not in vocabulary.provinces
    ]
    return frozenset(
        word for name in map(fold, names) if f" {name} " in typed for word in name.split()
    )
