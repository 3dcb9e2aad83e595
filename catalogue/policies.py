"""Policies: may a product be shown, may it be sold today, and if not, why, in words for the shopper.

ProductQuerySet asks the same of the database: displayable(), public() and for_sale().
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models.certificate import Certificate
from catalogue.models.certificate_terms import CertificateState
from catalogue.models.label import LabelItem
from catalogue.models.label_rule import (
    LabelGate,
    label_gate,
    missing_items,
    refuses_incomplete_labels,
)
from catalogue.models.product import (
    DISPLAY_ONLY_TYPES,
    HIDDEN_TYPES,
    PAGE_STRUCTURES,
    LegalType,
    Product,
)
from theme.formats import when


@dataclass(frozen=True)
class Refusal:
    """Why a product cannot be bought: a code for software, a sentence for people."""

    code: str
    message: str


def is_hidden_by_law(legal_type: str) -> bool:
    """Whether goods of that kind may not be shown to anybody."""
    return legal_type in HIDDEN_TYPES


def is_displayable(product: Product) -> bool:
    """Whether a product may be shown; with a certificate in force it then is public.

    The seller's own wish, the law's and an authority's takedown have to agree.
    """
    return (
        product.is_public
        and product.structure in PAGE_STRUCTURES
        and not is_hidden_by_law(product.legal_type)
        and not product.is_taken_down
    )


def is_display_only(product: Product) -> bool:
    """Whether a product is shown and not sold, certified or not; not_display_only() in SQL."""
    return (
        product.legal_type in DISPLAY_ONLY_TYPES
        or not names_its_producer(product)
        or bool(refusing_label_gaps(product))
    )


def refusing_label_gaps(product: Product) -> list[LabelItem]:
    """Return what keeps a product from being sold: items of the label, under that step of the gate."""
    return missing_items(product) if refuses_incomplete_labels() else []


def label_gaps_to_accept(product: Product) -> list[LabelItem]:
    """Return the items of the label that a buyer has to accept as missing, under that step."""
    return missing_items(product) if label_gate() is LabelGate.ASK else []


def names_its_producer(product: Product) -> bool:
    return product.producer is not None and product.producer.name_is_stated


def sale_refusal(product: Product) -> Refusal | None:
    """Return why the product may not be sold today, or None when it may.

    Stock is not looked at.
    """
    if not is_displayable(product):
        return Refusal("hidden", _("This product is not on sale here."))
    if product.certificate is None:
        return Refusal("not_certified", certificate_end(product))
    if product.legal_type == LegalType.MEDICINE:
        return Refusal("medicine", _("Shown for information: medicine is sold by pharmacies only."))
    if product.legal_type == LegalType.SERVICE:
        return Refusal("service", _("Shown for information: visits are not booked here."))
    if not names_its_producer(product):
        return Refusal(
            "producer_not_named",
            _(
                "Shown for information: the register does not say who makes it, "
                "and what nobody answers for we do not sell."
            ),
        )
    gaps = refusing_label_gaps(product)
    if gaps:
        return Refusal("label_incomplete", label_refusal(gaps))
    return None


def label_refusal(gaps: list[LabelItem]) -> str:
    """Return the sentence that says what a label has to state before its goods are sold."""
    return _("Shown for information: not sold until the label states %(items)s.") % {
        "items": ", ".join(str(item.label).lower() for item in gaps)
    }


def certificate_end(product: Product) -> str:
    """Return the sentence that says since when and why a product is no longer certified.

    Reads `certificates_verified` when a queryset prefetched it, so that a basket of ended products
    costs no query a line.
    """
    certificates = getattr(
        product, "certificates_verified", product.certificates.ever_verified()[:1]
    )
    last = next(iter(certificates), None)
    if last is None:
        return _("This product has no OCOP certificate.")
    state = last.state(today())
    if state == CertificateState.REVOKED:
        return _("The OCOP certificate was revoked on %(date)s: %(ground)s.") % {
            "date": date_format(last.revoked_on, "d/m/Y"),
            "ground": last.get_revocation_ground_display(),
        }
    if state == CertificateState.UNCERTAIN:
        return uncertain_end(last)
    if state == CertificateState.NOT_YET_VALID:
        return _("The OCOP certificate is valid from %(date)s.") % {
            "date": date_format(last.valid_from, "d/m/Y")
        }
    return _("The OCOP certificate expired %(when)s.") % {
        "when": when(last.last_day, last.possible_last_day)
    }


def uncertain_end(certificate: Certificate) -> str:
    """Return the sentence that says what is known of a certificate that perhaps is in force."""
    return _("Recognised %(issued)s, the day is not known: the certificate ends %(ended)s.") % {
        "issued": when(certificate.issued_not_before, certificate.issued_not_after),
        "ended": when(certificate.last_day, certificate.possible_last_day),
    }
