"""Products as lists show them: plain objects, built in a fixed number of queries."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.fields.files import FieldFile
from django.utils.translation import get_language, gettext_lazy, pgettext

from catalogue.audience import Audience
from catalogue.clock import today
from catalogue.models import Certificate, Producer, Product
from catalogue.models.certificate_terms import EvidenceGrade
from catalogue.models.label_rule import refuses_incomplete_labels
from catalogue.models.product import LegalType
from catalogue.pictures import PictureSlot, RenditionSet, Source, find_renditions
from catalogue.policies import Refusal, sale_refusal
from catalogue.seasons import is_in_season
from theme.covers import VARIANTS, Cover, apart, glyph_for, weave

#: On every page and card of a functional food: the words of the law in Vietnamese (NĐ 87/2026
#: Đ.71.2.b), what they mean in other languages.
FUNCTIONAL_FOOD_DISCLAIMER = gettext_lazy(
    "This food is not a medicine and cannot replace medicine in treating a disease"
)

#: What Certificate.evidence_grade reads.
GRADED_BY = ("decision_number", "issued_not_before", "issued_not_after")

#: How wide a photograph stands on a page: beside others, alone, and small below one that stands alone
#: (theme: cards.css, product.css, gallery.css).
CARD_SLOT = PictureSlot(
    "(min-width: 1200px) 276px, (min-width: 860px) 23vw, (min-width: 721px) 30vw, calc(50vw - 22px)",
    320,
    660,
)
PAGE_SLOT = PictureSlot("(min-width: 860px) 560px, calc(100vw - 32px)", 320, 1280)
PORTRAIT_SLOT = PictureSlot("200px", 160, 660)
THUMB_SLOT = PictureSlot("88px", 160, 320)

#: Names of places that begin with the word for tea or for bamboo.
_PLACES_LIKE_GOODS = re.compile(r"\bTrà (?:Vinh|My|Bồng|Cú|Ôn)\b|\bBến Tre\b", re.IGNORECASE)


class Named(Protocol):
    """A place or a group, with its name in both languages."""

    @property
    def name(self) -> str: ...

    @property
    def name_en(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph in all sizes that were made of it; pixels."""

    url: str
    alt: str
    width: int = 0
    height: int = 0
    srcset: str = ""
    sizes: str = ""
    sources: tuple[Source, ...] = ()
    thumb_url: str = ""
    thumb_sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class CardReduction:
    """What a piece costs when it is bought in a promotion for everybody, in đồng, and until when."""

    price: int
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ProductCard:
    """One product in a list. `price` is whole đồng, None where the product may not be sold.

    `is_sourced`: its stars are known from a dated public source, not from the decision itself.
    `pause`: what a card says while no orders are taken for it.
    """

    title: str
    url: str
    producer_name: str
    province_name: str
    price: int | None
    unit: str
    stars: int | None
    is_sourced: bool
    cover: Cover
    in_stock: bool
    sellable: bool
    notice: str
    image: Photo | None = None
    reduction: CardReduction | None = None
    pause: str = ""


class CardPause(Protocol):
    """Why orders of a product are not taken now, as a card says it."""

    @property
    def short(self) -> str: ...


def product_cards(
    products: Iterable[Product],
    prices: Mapping[int, int | None],
    audience: Audience = Audience.PUBLIC,
    reductions: Mapping[int, CardReduction] | None = None,
    pauses: Mapping[int, CardPause] | None = None,
) -> list[ProductCard]:
    """Return a card for each product, in order; the same number of queries for any number.

    `prices` holds whole đồng by product (shop.partner.pricing.prices_for), `reductions` what may be
    told of promotions, `pauses` why no orders are taken (shop.partner.ordering_pause.pauses_for);
    all come with shop.promotion.reductions.shop_cards. Meant for products read with cards_only();
    what else a card needs is fetched here at once.
    """
    listed = list(products)
    in_force = Certificate.objects.in_force(today()).only("product", "stars", *GRADED_BY)
    prefetch_related_objects(
        listed,
        "province__region",
        "producer",
        "classification",
        "stockrecords",
        "images",
        Prefetch("certificates", queryset=in_force, to_attr="certificates_in_force"),
        *(["label_statements"] if refuses_incomplete_labels() else []),
    )
    covers = apart(map(product_cover, listed))
    images = [next(iter(product.images.all()), None) for product in listed]
    renditions = find_renditions(str(image.original.name) for image in images if image)
    return [
        _card(
            product,
            prices[product.pk],
            cover,
            photo(image.original, product.title, renditions, CARD_SLOT) if image else None,
            audience,
            (reductions or {}).get(product.pk),
            (pauses or {}).get(product.pk),
        )
        for product, cover, image in zip(listed, covers, images, strict=True)
    ]


def _card(
    product: Product,
    price: int | None,
    cover: Cover,
    image: Photo | None,
    audience: Audience,
    reduction: CardReduction | None,
    pause: CardPause | None,
) -> ProductCard:
    refusal = sale_refusal(product, audience)
    pause = None if refusal else pause
    return ProductCard(
        title=product.title,
        url=product.get_absolute_url(),
        producer_name=stated_producer_name(product),
        province_name=local_name(product.province),
        price=None if refusal else price,
        unit=product.unit,
        stars=product.certificate.stars if product.certificate else None,
        is_sourced=is_sourced(product.certificate),
        cover=cover,
        in_stock=stock_left(product) != 0,
        sellable=refusal is None and pause is None,
        notice=card_notice(product, refusal) or season_notice(product),
        image=image,
        reduction=None if refusal or pause or price is None else reduction,
        pause=pause.short if pause else "",
    )


def is_sourced(certificate: Certificate | None) -> bool:
    """Whether a certificate is known from a dated public source only; reads GRADED_BY."""
    return certificate is not None and certificate.evidence_grade == EvidenceGrade.DATED_SOURCE


def card_notice(product: Product, refusal: Refusal | None) -> str:
    """Return the short sentence a card must carry: the disclaimer, or why no price."""
    if product.legal_type == LegalType.FUNCTIONAL_FOOD:
        return str(FUNCTIONAL_FOOD_DISCLAIMER)
    if refusal is None:
        return ""
    short = {
        "medicine": pgettext("card", "Shown for information only"),
        "service": pgettext("card", "Visits by arrangement"),
        "producer_not_named": pgettext("card", "Producer not named: not on sale"),
        "alcohol_licence": pgettext("card", "Shown for information only"),
        "alcohol_strength": pgettext("card", "Strength not stated: not on sale"),
        "label_incomplete": pgettext("card", "Label incomplete: not on sale"),
    }
    return short.get(refusal.code, refusal.message)


def season_notice(product: Product) -> str:
    """Return what a card says of a product out of season; empty in its months."""
    if is_in_season(product):
        return ""
    if product.closed_off_season:
        return pgettext("card", "Out of season: not ordered now")
    return pgettext("card", "Out of season")


def product_cover(product: Product) -> Cover:
    """Return the woven cover of a product whose province and classification are loaded."""
    node = product.classification
    return weave(
        slug=product.slug,
        world=product.province.region.slug if product.province else "",
        glyph=glyph_for(product.title, node.set_number if node else None, product.pk),
        place=product.province.slug if product.province else "",
        number=product.pk,
    )


def stock_left(product: Product) -> int | None:
    """Return how many can be sold now, None where stock is not counted."""
    record = product.stock_record
    if record is None:
        return 0
    return None if record.num_in_stock is None else max(0, record.net_stock_level)


def photos(product: Product) -> list[Photo]:
    """Return the photographs of a product, the main one first."""
    images = product.images.all()
    renditions = find_renditions(str(image.original.name) for image in images)
    shown = (
        photo(image.original, image.caption or product.title, renditions, PAGE_SLOT)
        for image in images
    )
    return [each for each in shown if each]


def producer_portrait(producer: Producer, file: FieldFile | None = None) -> Photo | None:
    """Return the producer's own picture, or `file` in its place; None where there is none."""
    file = file or producer.portrait
    name = str(file.name or "")
    renditions = find_renditions([name]) if name else {}
    return photo(file, producer.name, renditions, PORTRAIT_SLOT)


def producer_cover(producer: Producer) -> Cover:
    """Return a producer's cover in the colours of its province, of which it may choose the ground."""
    cover = weave(
        slug=producer.slug,
        world=producer.province.region.slug,
        glyph=glyph_for(_PLACES_LIKE_GOODS.sub("", producer.name)),
        place=producer.province.slug,
    )
    if producer.colours is None:
        return cover
    return replace(cover, variant=producer.colours % VARIANTS)


def photo(
    file: FieldFile, alt: str, renditions: dict[str, RenditionSet], slot: PictureSlot
) -> Photo | None:
    """Return a stored photograph in those sizes that were made of it and fit where it stands.

    None where none could be made: then the page shows the woven cover, never the file itself.
    """
    rendition_set = renditions.get(str(file.name))
    if rendition_set is None:
        return None
    fitting, thumbs = rendition_set.within(slot), rendition_set.within(THUMB_SLOT)
    return Photo(
        url=fitting.url(fitting.width),
        alt=alt,
        width=fitting.width,
        height=fitting.height,
        srcset=fitting.srcset(),
        sizes=slot.sizes,
        sources=fitting.sources,
        thumb_url=thumbs.url(thumbs.width),
        thumb_sources=thumbs.sources,
    )


def stated_producer_name(product: Product) -> str:
    """Return the producer's name, or nothing where the register names none."""
    producer = product.producer
    return producer.name if producer and producer.name_is_stated else ""


def local_name(named: Named | None) -> str:
    """Return the name of a place or a group in the reader's language; empty for None."""
    if named is None:
        return ""
    return named.name if (get_language() or "vi").startswith("vi") else named.name_en
