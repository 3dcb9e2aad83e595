"""Policies: may a product be shown, may it be sold today, and if not, why, in words for the shopper.

ProductQuerySet asks the same of the database: displayable(), public() and for_sale(). What may be
seen depends on the audience; who names none means everybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.alcohol import PROMOTION_BARRED_FROM, read_strength
from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.models.alcohol_rule import ADULT_TYPES, hidden_types
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
    PAGE_STRUCTURES,
    LegalType,
    Product,
)
from theme.formats import when

#: The code of a tourism service, which is arranged with its host instead of being ordered.
VISITED = "service"
#: The code of what waits for a declaration of age: its name may not be told either.
AGE_GATE = "age_gate"


@dataclass(frozen=True)
class Refusal:
    """Why a product cannot be bought: a code for software, a sentence for people."""

    code: str
    message: str


def is_hidden_by_law(legal_type: str, audience: Audience = Audience.PUBLIC) -> bool:
    """Whether the law keeps goods of that kind from an audience."""
    return legal_type in hidden_types(audience)


def is_for_adults(product: Product) -> bool:
    """Whether a product is shown after a declaration of age alone (NĐ 24/2020 Đ.6).

    It stays out of feeds, sitemaps, e-mails, social cards, the open record and data for robots.
    """
    return product.legal_type in ADULT_TYPES


def is_alcohol(product: Product) -> bool:
    """Whether a product is sold under the rules for alcohol: no cash, to adults (Luật 44/2019 Đ.16)."""
    return product.legal_type == LegalType.ALCOHOL


def contains_alcohol(products: Iterable[Product]) -> bool:
    """Whether any of the products of a basket, a parcel or an order is alcohol."""
    return any(map(is_alcohol, products))


def bars_promotion(product: Product) -> bool:
    """Whether no promotion, voucher or gift may name it: alcohol of 15 % or more (Luật 44/2019 Đ.5).

    A strength that nobody can read counts as 15 % or more.
    """
    if not is_alcohol(product):
        return False
    strength = read_strength(product.stated_strength)
    return strength is None or strength >= PROMOTION_BARRED_FROM


def is_displayable(product: Product, audience: Audience = Audience.PUBLIC) -> bool:
    """Whether an audience may see a product; with a certificate in force it then is public.

    The seller's own wish, the law's and an authority's takedown have to agree.
    """
    return (
        product.is_public
        and product.structure in PAGE_STRUCTURES
        and not is_hidden_by_law(product.legal_type, audience)
        and not product.is_taken_down
    )


def is_display_only(product: Product) -> bool:
    """Whether a product is shown and not sold, certified or not; not_display_only() in SQL."""
    return (
        product.legal_type in DISPLAY_ONLY_TYPES
        or not names_its_producer(product)
        or alcohol_refusal(product) is not None
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


def alcohol_refusal(product: Product) -> Refusal | None:
    """Return why this shop does not sell an alcoholic product, None when it may or it is none.

    Online sale needs the shop's licence (Luật 44/2019 Đ.16) and, as promotions and payment hang on
    it, a stated strength.
    """
    if not is_alcohol(product):
        return None
    if not settings.ALCOHOL_LICENCE:
        return Refusal(
            "alcohol_licence",
            _("Shown for information: this shop has no licence to sell alcohol."),
        )
    if not product.stated_strength:
        return Refusal(
            "alcohol_strength",
            _("Shown for information: not sold until the alcohol by volume is stated."),
        )
    return None


def sale_refusal(product: Product, audience: Audience = Audience.PUBLIC) -> Refusal | None:
    """Return why the product may not be sold to an audience today, or None when it may.

    Stock is not looked at.
    """
    if not is_displayable(product, audience):
        if is_displayable(product, Audience.ADULT):
            return Refusal(AGE_GATE, _("Please confirm your age to see and to buy this product."))
        return Refusal("hidden", _("This product is not on sale here."))
    if product.certificate is None:
        return Refusal("not_certified", certificate_end(product))
    if product.legal_type == LegalType.MEDICINE:
        return Refusal("medicine", _("Shown for information: medicine is sold by pharmacies only."))
    if product.legal_type == LegalType.SERVICE:
        return Refusal(
            VISITED, _("A visit is arranged with its host: send the day and how many you are.")
        )
    if not names_its_producer(product):
        return Refusal(
            "producer_not_named",
            _(
                "Shown for information: the register does not say who makes it, "
                "and what nobody answers for we do not sell."
            ),
        )
    unsold = alcohol_refusal(product)
    if unsold is not None:
        return unsold
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
    message = _("Recognised %(issued)s, the day is not known: the certificate ends %(ended)s.")
    if certificate.day_is_exact:
        message = _(
            "Recognised %(issued)s; by its source the certificate ends %(ended)s, no day is known."
        )
    return message % {
        "issued": when(certificate.issued_not_before, certificate.issued_not_after),
        "ended": when(certificate.last_day, certificate.possible_last_day),
    }
