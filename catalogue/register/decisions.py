"""What follows from the rules of the day on which a decision was signed."""

from datetime import date

from django.utils.translation import gettext as _

from catalogue.models.certificate_terms import LAST_DAY_OF_DISTRICTS, IssuerLevel

#: QĐ 1048 from 21/8/2019, QĐ 148 from 24/2/2023, QĐ 26/2026 from 22/5/2026.
VERSIONS = ((date(2026, 5, 22), 2026), (date(2023, 2, 24), 2023), (date(2019, 8, 21), 2019))
DISTRICT_FROM = date(2023, 2, 24)
REFORM = date(2025, 7, 1)
#: NQ 176/2025/QH15: the ministry of agriculture took over the environment.
MINISTRY_RENAMED = date(2025, 3, 1)
#: Cities under central government among the 63 former provinces, by former code.
FORMER_CITIES = frozenset({"01", "31", "48", "79", "92"})
HUE, HUE_CITY_FROM = "46", date(2025, 1, 1)


def classification_version(on: date) -> int | None:
    """The version of the classification in force on that day; None before the first."""
    return next((version for start, version in VERSIONS if on >= start), None)


def issuer_level(stars: int, on: date) -> IssuerLevel:
    """Who recognised that many stars on that day (QĐ 1048, 148, 1489, 26/2026)."""
    if stars == 5:
        return IssuerLevel.CENTRAL
    if stars == 3 and DISTRICT_FROM <= on <= LAST_DAY_OF_DISTRICTS:
        return IssuerLevel.DISTRICT
    return IssuerLevel.PROVINCE


def issuer_name(level: IssuerLevel, on: date, *, place: str, district: str = "") -> str:
    """The authority that the rule makes the issuer; `place` is "tỉnh Trà Vinh" or a city."""
    if level == IssuerLevel.CENTRAL:
        if on < MINISTRY_RENAMED:
            return _("Ministry of Agriculture and Rural Development")
        return _("Ministry of Agriculture and Environment")
    if level == IssuerLevel.PROVINCE:
        return _("People's Committee of %(place)s") % {"place": place}
    if district:
        return _("People's Committee at district level: %(district)s, %(place)s") % {
            "district": district,
            "place": place,
        }
    return _("People's Committee at district level, %(place)s") % {"place": place}


def province_title(name: str, *, is_city: bool) -> str:
    """A province with its kind: "tỉnh Trà Vinh", "thành phố Cần Thơ"."""
    return (_("%(name)s city") if is_city else _("%(name)s province")) % {"name": name}


def former_province_title(code: str, name: str, on: date) -> str:
    """A province of before the reform with its kind on that day."""
    is_city = code in FORMER_CITIES or (code == HUE and on >= HUE_CITY_FROM)
    return province_title(name, is_city=is_city)
