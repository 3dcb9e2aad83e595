"""Sentences about a certificate on a day, each derived from its state on that day."""

from datetime import date

from django.utils.translation import gettext as _

from catalogue.models import Certificate
from catalogue.models.certificate_terms import CertificateState
from theme.formats import vn_date, when


def state_sentence(certificate: Certificate, on: date) -> str:
    """Return what was true of a certificate on that day; the day is named by whoever asks."""
    facts = {
        "stars": certificate.stars,
        "first": vn_date(certificate.valid_from),
        "issued": when(certificate.issued_not_before, certificate.issued_not_after),
        "last": vn_date(certificate.last_day),
        "certain": vn_date(certificate.valid_until),
        "ends": when(certificate.last_day, certificate.possible_last_day),
        "revoked": vn_date(certificate.revoked_on),
        "ground": certificate.get_revocation_ground_display(),
        "superseded": vn_date(certificate.superseded_on),
    }
    return _sentence(certificate, on) % facts


def _sentence(certificate: Certificate, on: date) -> str:
    match certificate.state(on):
        case CertificateState.VALID:
            return _("The %(stars)d stars are in force, until %(last)s.")
        case CertificateState.EXTENDED:
            return _(
                "The %(stars)d stars are in force by extension, until %(last)s; without it they "
                "would have ended on %(certain)s."
            )
        case CertificateState.NOT_YET_VALID:
            return _("The %(stars)d stars are not in force yet; they are from %(first)s.")
        case CertificateState.UNCERTAIN if on < certificate.valid_from:
            return _(
                "It is not certain that the %(stars)d stars are in force: they were recognised "
                "%(issued)s."
            )
        case CertificateState.UNCERTAIN:
            return _("It is not certain that the %(stars)d stars are in force: they end %(ends)s.")
        case CertificateState.WITHDRAWN:
            return _(
                "These %(stars)d stars count for nothing: the register file that brought them was "
                "taken back."
            )
        case CertificateState.REVOKED:
            return _("The %(stars)d stars are revoked, since %(revoked)s: %(ground)s.")
        case CertificateState.SUPERSEDED:
            return _(
                "A newer certificate has taken the place of these %(stars)d stars, "
                "since %(superseded)s."
            )
        case _:
            return _("The %(stars)d stars are not in force any more; they ended %(ends)s.")
