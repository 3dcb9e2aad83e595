"""What an import reads once, so that no row costs a query of its own."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from catalogue.models import Category, ClassificationNode, FormerProvince, Province
from catalogue.models.classification import CURRENT_VERSION, ClassificationLevel
from catalogue.models.place import PlaceKind
from catalogue.places import PlaceIndex, PlaceOrigin, current_index, resolve_origin
from catalogue.register.decisions import (
    REFORM,
    classification_version,
    former_province_title,
    province_title,
)


@dataclass
class Lookups:
    """Places, classification and categories by the keys that rows use."""

    index: PlaceIndex = field(default_factory=current_index)
    origins: dict[tuple, PlaceOrigin] = field(default_factory=dict)

    @cached_property
    def sets(self) -> dict[tuple[int, int], ClassificationNode]:
        """(version, set number) → the set."""
        nodes = ClassificationNode.objects.sets().select_related("group")
        return {
            (node.version, node.set_number): node for node in nodes if node.set_number is not None
        }

    @cached_property
    def leaves_of_2019(self) -> dict[int, list[ClassificationNode]]:
        """Set number of 2026 → the leaves of 2019 that it came from; that version had no sets."""
        leaves: dict[int, list[ClassificationNode]] = {}
        nodes = ClassificationNode.objects.filter(
            version=2019, successor__level=ClassificationLevel.SET
        ).select_related("successor", "sector")
        for node in nodes:
            if node.successor and node.successor.set_number is not None:
                leaves.setdefault(node.successor.set_number, []).append(node)
        return leaves

    @cached_property
    def categories(self) -> dict[str, int]:
        """Classification code → id of the category."""
        found = Category.objects.values_list("code", "pk")
        return {code: pk for code, pk in found if code is not None}

    @cached_property
    def provinces(self) -> dict[int, Province]:
        """All provinces with their dated designations."""
        return {each.pk: each for each in Province.objects.prefetch_related("designations")}

    def origin(self, commune: str, district: str, province: str, year: int | None) -> PlaceOrigin:
        """The origin that a row names; the same words are resolved once."""
        key = (commune, district, province, year)
        if key not in self.origins:
            self.origins[key] = resolve_origin(*key, index=self.index)
        return self.origins[key]

    def category(self, set_number: int) -> int | None:
        """The category (nhóm) that a product of this set stands in."""
        group = self.sets[CURRENT_VERSION, set_number].group
        return self.categories.get(group.code) if group else None

    def classification(
        self, set_number: int, on: date, *, seafood: bool
    ) -> ClassificationNode | None:
        """The node that a certificate of that day was issued under.

        Where 2019 had several leaves for one set of today, fish tells two of them apart; for the
        others the sector is all that can be said.
        """
        version = classification_version(on)
        if version is None or version > 2019:
            return self.sets.get((version, set_number)) if version else None
        leaves = self.leaves_of_2019.get(set_number, [])
        if len(leaves) < 2:
            return leaves[0] if leaves else None
        if set_number == 8:
            return next(leaf for leaf in leaves if ("thuy-hai-san" in leaf.slug) == seafood)
        return leaves[0].sector

    def place_title(self, province: Province, former: FormerProvince | None, on: date) -> str:
        """The province with its kind as it was on that day: what signed "tỉnh Trà Vinh"."""
        if on < REFORM and former is not None:
            return former_province_title(former.code, former.name, on)
        designation = self.provinces[province.pk].designation(on)
        kind = designation.kind if designation else None
        return province_title(province.name, is_city=kind == PlaceKind.CITY)
