"""The producer's page: its face, what it states, what it makes and what is no longer certified."""

import datetime
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.audience import Audience
from catalogue.cards import local_name
from catalogue.clock import today
from catalogue.labels import DisclosedFacts, Fact
from catalogue.models import Certificate, Producer, Product, Proof
from catalogue.paths import absolute_url, home_crumb, province_path
from catalogue.producer_pages.content import page_of
from cms.cards import StoryCard
from cms.models import StoryPage
from cms.models.story import story_card
from search.results import SearchResults
from search.vocabulary import Vocabulary
from shop.partner.own_page import OwnPage, own_page
from shop.storefront.producer.social_card import producer_image
from shop.storefront.product.facts import why_ended
from shop.storefront.product.page import producer_profile
from shop.storefront.product.proofs import FACT_FIELDS, proof_facts
from shop.storefront.structured_data import (
    as_json,
    breadcrumbs,
    organization,
    postal_address,
    with_context,
)
from theme.formats import day_span
from theme.minimap import locate

STORIES = 3
MAX_ENDED = 50
#: Đ.37.1.a–b of the consumer law: name, address, phone, tax or registration number.
CONTACT_RULE = "Luật 19/2023/QH15 Đ.37.1"


@dataclass(frozen=True, slots=True)
class EndedCertificate:
    """One line of what is not in force: which product, stars, when it began and ended, and why."""

    title: str
    url: str
    stars: int
    issued: str
    ended: str
    why: str


def producer_page(
    producer: Producer,
    results: SearchResults,
    vocabulary: Vocabulary,
    *,
    request: HttpRequest | None = None,
) -> dict:
    """Return everything around the list of a producer's products in force."""
    province, profile = producer.province, producer_profile(producer, results.total)
    crumbs = [home_crumb(), (local_name(province), province_path(province.slug))]
    crumbs.append((profile.name, ""))
    address = postal_address(producer.address, province.name)
    own = own_page(page_of(producer), producer.about)
    properties = organization(
        profile,
        address=address,
        telephone=producer.phone or own.phone,
        email=producer.email,
        description=own.about,
        image=absolute_url(profile.portrait.url) if profile.portrait else "",
    )
    commune = producer.commune
    return {
        "heading": profile.name,
        "description": _("Certified OCOP products of %(name)s.") % {"name": profile.name},
        "crumbs": crumbs,
        "og_image": producer_image(producer),
        "producer": {
            "maker": profile,
            "place": commune.title(today()) if commune else "",
            "province": {"name": local_name(province), "url": province_path(province.slug)},
            "formers": _former_names(producer, vocabulary),
            "own": own,
            "contact": producer_contact(producer, own),
            "proofs": producer_proofs(producer, results.query.audience),
            "locator": locate(
                province.code,
                commune.latitude if commune else None,
                commune.longitude if commune else None,
            ),
        },
        "past": ended_certificates(producer, results.query.audience),
        "stories": _stories(producer, request),
        "nothing": not results.total and not results.query.filters and not results.query.text,
        "json_ld": as_json([with_context(properties), breadcrumbs(crumbs)])
        if producer.name_is_stated
        else "",
    }


def producer_contact(producer: Producer, own: OwnPage) -> DisclosedFacts:
    """Return what the law wants known of a producer; what it has not given is named, nothing is made up.

    A phone that it shows on its page by choice stands there, and is not missing.
    """
    wanted = [
        (_("Address"), producer.address, ""),
        (_("Phone"), producer.phone, f"tel:{producer.phone}"),
        (_("E-mail"), producer.email, f"mailto:{producer.email}"),
        (_("Tax code"), producer.tax_code, ""),
    ]
    return DisclosedFacts(
        facts=[Fact(name, value, url=url) for name, value, url in wanted if value],
        missing=[
            name
            for name, value, url in wanted
            if not value and not (url.startswith("tel:") and own.phone)
        ],
        rule=_("What must be known of who makes it: %(basis)s.") % {"basis": CONTACT_RULE},
    )


def producer_proofs(producer: Producer, audience: Audience = Audience.PUBLIC) -> list[Fact]:
    """Return the proofs in force today of goods that an audience may see, as facts."""
    shown = Product.objects.public(audience=audience).filter(producer=producer).order_by()
    proofs = Proof.objects.in_force(today()).filter(producer=producer, products__in=shown)
    return proof_facts(proofs.order_by().values(*FACT_FIELDS).distinct())


def ended_certificates(
    producer: Producer, audience: Audience = Audience.PUBLIC
) -> list[EndedCertificate]:
    """Return certificates once in force of the producer's goods that anyone may see, newest first."""
    on = today()
    own = Product.objects.displayable(audience).filter(producer=producer)
    ended = Certificate.objects.ever_verified().filter(product__in=own, issued_not_before__lte=on)
    ended = ended.exclude(pk__in=Certificate.objects.in_force(on).filter(product__in=own))
    newest = ended.select_related("product").order_by("-valid_from", "product__slug")
    return [_ended_certificate(certificate, on) for certificate in newest[:MAX_ENDED]]


def _ended_certificate(certificate: Certificate, on: datetime.date) -> EndedCertificate:
    ended, why = why_ended(certificate, on)
    return EndedCertificate(
        title=certificate.product.title,
        url=certificate.product.get_absolute_url(),
        stars=certificate.stars,
        issued=day_span(certificate.issued_not_before, certificate.issued_not_after),
        ended=day_span(*ended),
        why=why,
    )


def _former_names(producer: Producer, vocabulary: Vocabulary) -> list[str]:
    """Return the names of before July 2025: of the commune where it is known, else of the province."""
    if producer.commune is not None:
        former_communes = producer.commune.former_communes.select_related("former_province")
        return list(
            dict.fromkeys(
                f"{former.name}, {former.district}, {former.former_province.name}"
                for former in former_communes
                if former.name != producer.commune.name
            )
        )
    province = producer.province
    names = [
        former.name for former in vocabulary.formers.values() if former.province == province.pk
    ]
    return names if names != [province.name] else []


def _stories(producer: Producer, request: HttpRequest | None) -> list[StoryCard]:
    stories = StoryPage.objects.published().filter(products__product__producer=producer).distinct()
    return [story_card(story, request=request) for story in stories.for_cards()[:STORIES]]
