"""The producer's page: its face, what it states, what it makes and what is no longer certified."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.labels import DisclosedFacts, Fact
from catalogue.models import Certificate, Producer, Product
from catalogue.paths import home_crumb, province_path
from cms.cards import StoryCard
from cms.models import StoryPage
from cms.models.story import story_card
from search.results import SearchResults
from search.vocabulary import Vocabulary
from shop.storefront.product.facts import why_ended
from shop.storefront.product.page import maker_of
from shop.storefront.structured_data import (
    address,
    as_json,
    breadcrumbs,
    organization,
    with_context,
)
from theme.minimap import locate

STORIES = 3
PAST = 50
#: Đ.37.1.a–b of the consumer law: name, address, phone, tax or registration number.
CONTACT_RULE = "Luật 19/2023/QH15 Đ.37.1"


@dataclass(frozen=True, slots=True)
class PastCertificate:
    """One line of what is not in force: which product, stars, from and to, and why it ended."""

    title: str
    url: str
    stars: int
    valid_from: datetime.date
    ended_on: datetime.date
    why: str


def producer_page(
    producer: Producer,
    results: SearchResults,
    words: Vocabulary,
    *,
    request: HttpRequest | None = None,
) -> dict:
    """Return everything around the list of a producer's products in force."""
    province, maker = producer.province, maker_of(producer, results.total)
    crumbs = [home_crumb(), (local_name(province), province_path(province.slug))]
    crumbs.append((maker.name, ""))
    where = address(producer.address, province.name)
    found = organization(maker, address=where, telephone=producer.phone, email=producer.email)
    commune = producer.commune
    return {
        "heading": maker.name,
        "description": _("Certified OCOP products of %(name)s.") % {"name": maker.name},
        "crumbs": crumbs,
        "producer": {
            "maker": maker,
            "place": commune.title(today()) if commune else "",
            "province": {"name": local_name(province), "url": province_path(province.slug)},
            "formers": _former_names(producer, words),
            "contact": contact_of(producer),
            "locator": locate(
                province.code,
                commune.latitude if commune else None,
                commune.longitude if commune else None,
            ),
        },
        "past": past_certificates(producer),
        "stories": _stories(producer, request),
        "nothing": not results.total and not results.query.filters and not results.query.text,
        "json_ld": as_json([with_context(found), breadcrumbs(crumbs)])
        if producer.name_is_stated
        else "",
    }


def contact_of(producer: Producer) -> DisclosedFacts:
    """Return how to reach a producer; what it has not given is named, nothing is made up."""
    asked = [
        (_("Address"), producer.address, ""),
        (_("Phone"), producer.phone, f"tel:{producer.phone}"),
        (_("E-mail"), producer.email, f"mailto:{producer.email}"),
        (_("Tax code"), producer.tax_code, ""),
    ]
    return DisclosedFacts(
        facts=[Fact(name, value, url=url) for name, value, url in asked if value],
        missing=[name for name, value, _url in asked if not value],
        rule=_("What must be known of who makes it: %(basis)s.") % {"basis": CONTACT_RULE},
    )


def past_certificates(producer: Producer) -> list[PastCertificate]:
    """Return certificates once in force of the producer's goods that anyone may see, newest first."""
    on = today()
    own = Product.objects.displayable().filter(producer=producer)
    ended = Certificate.objects.ever_verified().filter(product__in=own, valid_from__lte=on)
    ended = ended.exclude(pk__in=Certificate.objects.in_force(on).filter(product__in=own))
    found = ended.select_related("product").order_by("-valid_from", "product__slug")
    return [_past(each, on) for each in found[:PAST]]


def _past(certificate: Certificate, on: datetime.date) -> PastCertificate:
    ended_on, why = why_ended(certificate, on)
    return PastCertificate(
        title=certificate.product.title,
        url=certificate.product.get_absolute_url(),
        stars=certificate.stars,
        valid_from=certificate.valid_from,
        ended_on=ended_on,
        why=why,
    )


def _former_names(producer: Producer, words: Vocabulary) -> list[str]:
    """Return the names of before July 2025: of the commune where it is known, else of the province."""
    if producer.commune is not None:
        found = producer.commune.former_communes.select_related("former_province")
        return list(
            dict.fromkeys(
                f"{former.name}, {former.district}, {former.former_province.name}"
                for former in found
                if former.name != producer.commune.name
            )
        )
    province = producer.province
    names = [each.name for each in words.formers.values() if each.province == province.pk]
    return names if names != [province.name] else []


def _stories(producer: Producer, request: HttpRequest) -> list[StoryCard]:
    told = StoryPage.objects.published().filter(products__product__producer=producer).distinct()
    return [story_card(each, request=request) for each in told.for_cards()[:STORIES]]


def has_page(producer: Producer) -> bool:
    """Whether a producer has, or once had, a certified product that may be shown."""
    own = Product.objects.filter(producer=producer)
    return own.public().exists() or own.ended().exists()
