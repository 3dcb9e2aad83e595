"""A product in one sentence, for search engines and for those who share its page."""

from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from shop.storefront.product.facts import CertificateFacts
from shop.storefront.product.page import ProductDetails
from theme.formats import dong, short_producer, vn_date, when

#: About what a search engine shows of a description, in characters.
MAX_LENGTH = 160


def meta_description(product: ProductDetails) -> str:
    """Return who makes it and where, its stars and until when, and its price in đồng if it is sold.

    At most MAX_LENGTH characters: the producer and then the place are left out where all is too long.
    """
    template = _sentence(product)
    for name in _names(product):
        sentence = template % {"product": name}
        if len(sentence) <= MAX_LENGTH:
            return sentence
    left = MAX_LENGTH - len(template % {"product": ""})
    return template % {"product": Truncator(product.title).chars(left)}


def _names(product: ProductDetails) -> Iterator[str]:
    """Give the product with its producer and place, in fewer and fewer words."""
    producer_name = product.producer.name if product.producer and product.producer.is_named else ""
    place = product.province.name if product.province else ""
    for producer in filter(None, (producer_name, short_producer(producer_name))):
        origin = ", ".join(filter(None, [producer, place]))
        yield _("%(product)s by %(producer)s") % {"product": product.title, "producer": origin}
    if place:
        yield _("%(product)s from %(place)s") % {"product": product.title, "place": place}
    yield product.title


def _sentence(product: ProductDetails) -> str:
    """Return the sentence with a gap for the product, by the state of its certificate."""
    gap, certificate = "%(product)s", product.certificate
    if certificate is None:
        return gap
    facts: dict[str, object] = {"product": gap, "stars": certificate.stars}
    if certificate.state == "ended" and certificate.ended_on:
        template = _(
            "%(product)s: its %(stars)s-star OCOP certificate ended %(when)s, not sold here."
        )
        facts["when"] = when(certificate.ended_on, certificate.ended_by)
    elif certificate.state == "uncertain":
        template = _(
            "%(product)s: %(stars)s OCOP stars, day not known; they end %(when)s, not sold here."
        )
        facts["when"] = when(certificate.valid_until, certificate.possible_until)
    elif certificate.state == "coming":
        template = _("%(product)s: %(stars)s OCOP stars only from %(day)s, not sold here before.")
        facts["day"] = vn_date(certificate.valid_from)
    elif product.price is None:
        template = _("%(product)s: %(stars)s OCOP stars, certified until %(day)s.")
        facts["day"] = _certain_end(certificate)
    else:
        template = _("%(product)s: %(stars)s OCOP stars, certified until %(day)s, from %(price)s.")
        facts |= {"day": _certain_end(certificate), "price": dong(product.price)}
    return template % facts


def _certain_end(certificate: CertificateFacts) -> str:
    day = vn_date(certificate.valid_until)
    is_last = certificate.possible_until == certificate.valid_until
    return day if is_last else _("at least %(day)s") % {"day": day}
