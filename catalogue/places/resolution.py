"""What a written place may mean: every place that was meant perhaps, never a silent guess."""

from dataclasses import dataclass
from enum import StrEnum

from catalogue.models import Commune, FormerCommune, FormerProvince, Province


class Level(StrEnum):
    """The level of an administrative unit; districts (huyện) exist in old addresses only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


@dataclass(frozen=True)
class Candidate:
    """One current commune, and the former one through which it was found, if any.

    `default` is what the former one became for most of its land.
    """

    province: Province
    commune: Commune
    former_province: FormerProvince | None = None
    former_commune: FormerCommune | None = None
    default: bool = True
