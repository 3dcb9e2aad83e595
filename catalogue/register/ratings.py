"""From a row to the certificate that it stands for."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models import Certificate, Province
from catalogue.models.certificate_terms import LAST_DAY_OF_DISTRICTS, IssuerLevel
from catalogue.places import PlaceOrigin
from catalogue.register.classify import GROUPS, Classified, classify, is_seafood
from catalogue.register.decision_text import read_decision
from catalogue.register.decisions import issuer_level, issuer_name
from catalogue.register.issue_bounds import IssueBounds, issue_bounds
from catalogue.register.lookups import Lookups
from catalogue.register.printed_dates import Period
from catalogue.register.printed_ends import end_within
from catalogue.register.rows import CERTIFIED, RegisterRow
from catalogue.register.withdrawals import read_withdrawal


@dataclass(frozen=True, slots=True)
class RatedRow:
    """A row that a product can be made of: certified stars, bounds of its day, group and province."""

    row: RegisterRow
    origin: PlaceOrigin
    province: Province
    issued: IssueBounds
    classified: Classified


def rate(row: RegisterRow, lookups: Lookups) -> RatedRow | None:
    """Judge a row; None when the register does not show a certificate of 3 to 5 stars in it.

    "Tiềm năng 5 sao" is a provincial result, not a rank (QĐ 26/2026 Đ.7.3.e), and 1 and 2 stars
    bring no certificate (Đ.4).
    """
    issued = issue_bounds(row)
    if row.stars not in CERTIFIED or row.group not in GROUPS or issued is None:
        return None
    if not row.is_proven:
        return None
    if read_withdrawal(decision=row.decision, remark=row.remark, stars=row.stars):
        return None
    decided = read_decision(row.decision, on=today()).signed_on
    year = issued.not_after.year if decided else row.certified_year or issued.not_after.year
    origin = lookups.origin(row.commune, row.district, row.province, year)
    if origin.province is None:
        return None
    return RatedRow(row, origin, origin.province, issued, classify(row.product_name, row.group))


def draft(rated: RatedRow, lookups: Lookups) -> Certificate:
    """The certificate of a rated row, unsaved and without a product.

    Number and date are the source's or empty. Issuer and level follow the rule of the last day on
    which it may have been issued, unless the source names the authority; what was derived is said
    in `dates_note`.
    """
    row, decision, issued = rated.row, read_decision(rated.row.decision, on=today()), rated.issued
    day = issued.not_after
    if row.district and issued.not_before <= LAST_DAY_OF_DISTRICTS:
        day = min(day, LAST_DAY_OF_DISTRICTS)
    names_issuer = decision.names_district and row.stars == "3"
    level = IssuerLevel.DISTRICT if names_issuer else issuer_level(int(row.stars), day)
    place = lookups.place_title(rated.province, rated.origin.former_province, day)
    if names_issuer:
        issuer = _("People's Committee of %(place)s") % {"place": decision.authority}
    else:
        issuer = issuer_name(level, day, place=place, district=row.district)
    certificate = Certificate(
        stars=int(row.stars),
        issuer_level=level,
        issuer=issuer[:200],
        decision_number=decision.number,
        decision_date=decision.signed_on,
        classification=lookups.classification(
            rated.classified.set_number, issued.not_after, seafood=is_seafood(row.product_name)
        ),
        issued_not_before=issued.not_before,
        issued_not_after=issued.not_after,
        evidence=issued.evidence,
        dates_note=_note(issued.note, issuer_is_stated=names_issuer),
        code=row.product_code,
        source=row.source[:255],
    )
    certificate.complete_dates()
    _end_as_stated(certificate, issued.stated_end)
    return certificate


def _end_as_stated(certificate: Certificate, stated: Period | None) -> None:
    """Let a certificate end as its source states, where that is before the rule's end."""
    if stated is None:
        return
    rule = Period(certificate.valid_until, certificate.possible_until)
    until = end_within(rule, stated)
    if until == rule or until.first <= certificate.valid_from:
        return
    certificate.valid_until, certificate.possible_until = until.first, until.last
    said = _("The source states %(date)s as its last day.") % {"date": f"{until.first:%d/%m/%Y}"}
    if not until.is_exact:
        said = _("The source states no last day, only an end from %(first)s to %(last)s.") % {
            "first": f"{until.first:%d/%m/%Y}",
            "last": f"{until.last:%d/%m/%Y}",
        }
    certificate.dates_note = f"{said} {certificate.dates_note}".strip()[:255]


def _note(of_dates: str, *, issuer_is_stated: bool) -> str:
    """What of the certificate was derived, for whoever compares it with the paper."""
    derived = "" if issuer_is_stated else _("The issuer follows from the rules of that time.")
    return " ".join(filter(None, [of_dates, derived]))
