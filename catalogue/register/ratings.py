"""From a row to the certificate that it stands for."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from catalogue.models import Certificate, Province
from catalogue.models.certificate import IssuerLevel
from catalogue.places import PlaceOrigin
from catalogue.register.classify import GROUPS, Classified, classify, is_seafood
from catalogue.register.decision_text import read_decision
from catalogue.register.decisions import issuer_level, issuer_name
from catalogue.register.lookups import Lookups
from catalogue.register.rows import CERTIFIED, RegisterRow

#: A row that names a district was certified before districts were abolished, whatever its year.
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A row that a product can be made of: certified stars, a known year, group and province."""

    row: RegisterRow
    origin: PlaceOrigin
    province: Province
    year: int
    classified: Classified


def rate(row: RegisterRow, lookups: Lookups) -> RatedRow | None:
    """Judge a row; None when the register does not show a certificate of 3 to 5 stars in it.

    "Tiềm năng 5 sao" is a provincial result, not a rank (QĐ 26/2026 Đ.7.3.e), and 1 and 2 stars
    bring no certificate (Đ.4).
    """
    year = _year(row)
    if row.stars not in CERTIFIED or row.group not in GROUPS or year is None:
        return None
    origin = lookups.origin(row.commune, row.district, row.province, year)
    if origin.province is None:
        return None
    return RatedRow(row, origin, origin.province, year, classify(row.product_name, row.group))


def _year(row: RegisterRow) -> int | None:
    """The year of the decision's own date, or else the year of the rating round."""
    decided = read_decision(row.decision).signed_on
    return decided.year if decided else row.certified_year


def valid_from(rated: RatedRow) -> date:
    """The decision's own day; without one 31 December of the year, which the notes then say."""
    return read_decision(rated.row.decision).signed_on or date(rated.year, 12, 31)


def draft(rated: RatedRow, lookups: Lookups) -> Certificate:
    """The certificate of a rated row, unsaved and without a product.

    Number and date are the source's or empty. Issuer and level follow the rule of the day unless
    the source names the authority; what was derived is said in `dates_note`.
    """
    row, decision, begins = rated.row, read_decision(rated.row.decision), valid_from(rated)
    day = min(begins, LAST_DAY_OF_DISTRICTS) if row.district else begins
    names_issuer = decision.names_district and row.stars == "3"
    level = IssuerLevel.DISTRICT if names_issuer else issuer_level(int(row.stars), day)
    place = lookups.place_title(rated.province, rated.origin.former_province, day)
    if names_issuer:
        issuer = _("People's Committee of %(place)s") % {"place": decision.authority}
    else:
        issuer = issuer_name(level, day, place=place, district=row.district)
    return Certificate(
        stars=int(row.stars),
        issuer_level=level,
        issuer=issuer[:200],
        decision_number=decision.number,
        decision_date=decision.signed_on,
        classification=lookups.classification(
            rated.classified.set_number, begins, seafood=is_seafood(row.product_name)
        ),
        valid_from=begins,
        dates_note=_note(row, dated=decision.signed_on is not None, issuer_is_stated=names_issuer),
        source=row.source[:255],
    )


def _note(row: RegisterRow, *, dated: bool, issuer_is_stated: bool) -> str:
    """What of the certificate was derived, for whoever compares it with the paper."""
    notes = []
    if not dated:
        notes.append(
            _("The source names the year %(year)s only; the day is taken as 31 December.")
            % {"year": row.certified_year}
        )
    if not issuer_is_stated:
        notes.append(_("The issuer follows from the rules of that time."))
    return " ".join(notes)
