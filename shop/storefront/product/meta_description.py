"""A product in one sentence, for search engines and for those who share its page."""

import datetime
from collections.abc import Iterator

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from shop.storefront.product.facts import CertificateFacts
from shop.storefront.product.page import ProductDetails
from theme.formats import dong, short_producer, vn_date

#: About what a search engine shows of a description, in characters.
LONGEST = 160


def summary(product: ProductDetails) -> str:
    """Return who makes it and where, its stars and until when, and its price in đồng if it is sold.

    At most LONGEST characters: the producer and then the place are left out where all is too long.
    """
    told = _told(product)
    for named in _named(product):
        sentence = told % {"product": named}
        if len(sentence) <= LONGEST:
            return sentence
    left = LONGEST - len(told % {"product": ""})
    return told % {"product": Truncator(product.title).chars(left)}


def _named(product: ProductDetails) -> Iterator[str]:
    """Give the product with its producer and place, in fewer and fewer words."""
    maker = product.producer.name if product.producer and product.producer.is_named else ""
    place = product.province.name if product.province else ""
    for producer in filter(None, (maker, short_producer(maker))):
        by = ", ".join(filter(None, [producer, place]))
        yield _("%(product)s by %(producer)s") % {"product": product.title, "producer": by}
    if place:
        yield _("%(product)s from %(place)s") % {"product": product.title, "place": place}
    yield product.title


def _told(product: ProductDetails) -> str:
    """Return the sentence with a gap for the product: what holds today, or that nothing does."""
    gap, held = "%(product)s", product.certificate
    if held is None:
        return gap
    facts = {"product": gap, "stars": held.stars, "day": vn_date(_day(held))}
    if held.state == "ended":
        told = _(
            "%(product)s: its %(stars)s-star OCOP certificate ended on %(day)s, not sold here."
        )
    elif held.state == "coming":
        told = _("%(product)s: %(stars)s OCOP stars only from %(day)s, not sold here before.")
    elif product.price is None:
        told = _("%(product)s: %(stars)s OCOP stars, certified until %(day)s.")
    else:
        told = _("%(product)s: %(stars)s OCOP stars, certified until %(day)s, from %(price)s.")
        facts["price"] = dong(product.price)
    return told % facts


def _day(held: CertificateFacts) -> datetime.date:
    """Return the day that matters: the first to come, the last there was, or the last there is."""
    days = {"coming": held.valid_from, "ended": held.ended_on}
    return days.get(held.state) or held.valid_until
