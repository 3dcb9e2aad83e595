"""What resolving a place answers: every place that was meant perhaps, never a silent guess."""

from dataclasses import dataclass
from enum import StrEnum

from catalogue.models import Commune, FormerCommune, FormerProvince, Province


class Level(StrEnum):
    """The level of an administrative unit; districts (huyện) exist in old addresses only."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Status(StrEnum):
    """Whether one place was meant, several may be, or none is known."""

    FOUND = "found"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    """How the name agreed: with its marks, as a listed other spelling, or folded only."""

    EXACT = "exact"
    ALIAS = "alias"
    FOLDED = "folded"


@dataclass(frozen=True)
class Candidate:
    """One current place, and the former one through which it was found, if any."""

    province: Province
    commune: Commune | None = None
    former_province: FormerProvince | None = None
    former_commune: FormerCommune | None = None
    confidence: Confidence = Confidence.EXACT
    default: bool = True

    @property
    def level(self) -> Level:
        """Whether this is a province or a commune."""
        return Level.COMMUNE if self.commune else Level.PROVINCE

    @property
    def place(self) -> Province | Commune:
        """The current place itself."""
        return self.commune or self.province

    @property
    def former(self) -> FormerProvince | FormerCommune | None:
        """The former place that the text named, at the same level."""
        return self.former_commune if self.commune else self.former_province

    @property
    def named_apart(self) -> str:
        """The old province's name where it is the answer itself and is not the current one's."""
        old = None if self.commune else self.former_province
        return old.name if old and old.name != self.province.name else ""


@dataclass(frozen=True)
class PlaceResolution:
    """The answer to one text: candidates (likeliest first) and the parts that matched nothing."""

    text: str
    matched: tuple[Candidate, ...] = ()
    unmatched: tuple[str, ...] = ()
    doubtful: bool = False

    @property
    def status(self) -> Status:
        """Found: one current place, named one way, and no doubt about the wider unit beside it.

        A reused code is ambiguous without a year although both meanings lie in one province now.
        """
        places = {(each.level, each.place.pk, each.named_apart) for each in self.matched}
        if not places:
            return Status.UNKNOWN
        return Status.FOUND if len(places) == 1 and not self.doubtful else Status.AMBIGUOUS

    @property
    def place(self) -> Province | Commune | None:
        """The one place meant; None unless found."""
        return self.matched[0].place if self.status is Status.FOUND else None

    @property
    def province(self) -> Province | None:
        """The province that all candidates agree on, also when the commune is ambiguous."""
        provinces = {candidate.province.pk: candidate.province for candidate in self.matched}
        return next(iter(provinces.values())) if len(provinces) == 1 else None

    @property
    def commune(self) -> Commune | None:
        """The one commune meant; None unless found."""
        return self.matched[0].commune if self.status is Status.FOUND else None
