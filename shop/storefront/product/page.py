"""The product page: everything it says, as plain objects read in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, cast

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.audience import Audience
from catalogue.cards import (
    FUNCTIONAL_FOOD_DISCLAIMER,
    Photo,
    local_name,
    photos,
    producer_cover,
    producer_portrait,
    product_cover,
    stock_left,
)
from catalogue.clock import today
from catalogue.labels import DisclosedFacts, Fact, label_of
from catalogue.models import Certificate, Producer, Product, RegisterEntry, Takedown
from catalogue.models.product import LegalType
from catalogue.paths import group_path, province_path, report_star_path
from catalogue.policies import VISITED, Refusal, is_for_adults, sale_refusal
from catalogue.register.rows import POTENTIAL_FIVE
from catalogue.seasons import season_refusal
from shop.basket.limits import MOST_ON_STEPPER
from shop.partner.models import StockRecord
from shop.partner.ordering_pause import (
    PAUSED,
    pause_refusal,
    shop_refusal,
)
from shop.partner.pricing import price_of
from shop.promotion.reductions import (
    PublicPromotion,
    card_reductions,
    public_promotions,
)
from shop.storefront.product.card_rows import CardRow, card_rows
from shop.storefront.product.facts import (
    CertificateFacts,
    certificate_facts,
    origin_facts,
    price_detail,
    without_records,
)
from shop.storefront.product.proofs import proof_facts, proofs_of_product
from shop.storefront.product.related import RelatedProducts, read_related_products
from shop.storefront.shop_pause import running_shop_pause
from theme.covers import Cover
from theme.links import Link

FEW_LEFT = 5
RELATED_FIELDS = (
    "province__region",
    "commune",
    "former_province",
    "producer",
    "classification__group",
)


@dataclass(frozen=True, slots=True)
class ProducerProfile:
    """The producer as the product page shows it."""

    name: str
    url: str
    kind: str
    cover: Cover
    product_count: int
    description: str
    portrait: Photo | None
    address: str
    is_named: bool


@dataclass(frozen=True)
class ProductDetails:
    """What storefront/product/detail.html and expired.html read; prices are whole đồng."""

    product_id: int
    sku: str
    title: str
    url: str
    cover: Cover
    images: list[Photo]
    producer: ProducerProfile | None
    province: Link | None
    group: Link | None
    region_name: str
    certificate: CertificateFacts | None
    price: int | None
    unit: str
    weight_grams: int | None
    price_detail: str
    sellable: bool
    refusal: str
    in_stock: bool
    stock_note: str
    max_quantity: int
    add_url: str
    report_url: str
    origin: list[Fact]
    label: DisclosedFacts
    proofs: list[Fact]
    description: str
    notice: str
    pending: str
    card_rows: list[CardRow]
    for_adults: bool = False
    #: Where its seller or host is asked instead of ordering, and whether that is for a visit.
    ask_url: str = ""
    is_visited: bool = False
    promotions: list[PublicPromotion] = field(default_factory=list)
    #: What is sold, with its seller and where that one sends from; for what delivery costs.
    stock_record: StockRecord | None = None


class ProductPageData(NamedTuple):
    """A product with everything that its page reads, and its related products."""

    product: Product
    certificates: list[Certificate]
    related: RelatedProducts
    awaiting_since: int | None
    audience: Audience = Audience.PUBLIC
    #: Those in force today, as shop.storefront.product.proofs reads them.
    proofs: Sequence[Mapping[str, Any]] = ()


def find_product(slug: str, audience: Audience = Audience.PUBLIC) -> ProductPageData | None:
    """Return the product with this slug if it is public now or once was certified; else None."""
    awaiting = RegisterEntry.objects.filter(product=OuterRef("pk"), stars=POTENTIAL_FIVE)
    products = Product.objects.displayable(audience).select_related(*RELATED_FIELDS)
    products = products.annotate(
        awaiting_since=Subquery(awaiting.values("certified_year")[:1]),
        proofs_in_force=proofs_of_product(),
    )
    product = products.prefetch_related("label_statements").filter(slug=slug).first()
    if product is None:
        return None
    if (
        product.producer
        and product.province
        and product.producer.province_id == product.province.pk
    ):
        product.producer.province = product.province
    certificates, related = read_related_products(product, audience)
    if not certificates:
        return None
    proofs = product.proofs_in_force or ()
    return ProductPageData(product, certificates, related, product.awaiting_since, audience, proofs)


def taken_down_since(slug: str, audience: Audience = Audience.PUBLIC) -> datetime | None:
    """Return since when an authority keeps away the page of a product that would have one."""
    products = Product.objects.filter(slug=slug, is_public=True).for_audience(audience)
    takedowns = Takedown.objects.in_force().filter(
        product__in=products, product__certificates__verified_at__isnull=False
    )
    return takedowns.values_list("placed_at", flat=True).first()


def product_details(page_data: ProductPageData) -> ProductDetails:
    """Return the page of a product found by find_product()."""
    (product, certificates, related, awaiting_since, audience, proofs), on = page_data, today()
    in_force = [certificate for certificate in certificates if certificate.is_in_force(on)]
    product.certificates_in_force = in_force
    refusal = sale_refusal(product, audience)
    record = cast(StockRecord | None, product.stock_record)
    pause = None
    if record and not refusal:
        pause = (
            shop_refusal(running_shop_pause()) or pause_refusal(record) or season_refusal(product)
        )
    barred = refusal or pause
    facts = certificate_facts(certificates, in_force, on)
    for_adults = is_for_adults(product)
    if facts and for_adults:
        facts = without_records(facts)
    left, price = stock_left(product), None if refusal else price_of(product)
    promotions = {} if refusal else public_promotions([product, *related.all])
    return ProductDetails(
        product_id=product.pk,
        sku=_sku(product),
        title=product.title,
        url=product.get_absolute_url(),
        cover=product_cover(product),
        images=photos(product),
        producer=_maker(product, related.producer_product_count),
        province=_province(product),
        group=_group(product),
        region_name=local_name(product.province.region) if product.province else "",
        certificate=facts,
        price=price,
        unit=product.unit,
        weight_grams=product.weight_grams,
        price_detail=price_detail(price, product.unit),
        sellable=barred is None,
        refusal=barred.message if barred else "",
        in_stock=left != 0 and pause is None,
        stock_note=_stock_note(left) if barred is None else "",
        max_quantity=min(MOST_ON_STEPPER, left) if left is not None else MOST_ON_STEPPER,
        add_url=reverse("basket:add", kwargs={"pk": product.pk}),
        report_url=report_star_path("" if for_adults else product.slug),
        origin=origin_facts(product, on),
        label=label_of(product),
        proofs=proof_facts(proofs if in_force else ()),
        description=product.description,
        notice=_notice(product),
        pending=_pending(awaiting_since, in_force),
        card_rows=card_rows(product, related, audience, card_reductions(promotions)),
        for_adults=for_adults,
        promotions=promotions.get(product.pk, []) if price is not None else [],
        stock_record=record,
        ask_url=_ask_url(product, record, barred),
        is_visited=barred is not None and barred.code == VISITED,
    )


def _ask_url(product: Product, record: StockRecord | None, barred: Refusal | None) -> str:
    """Return where to write to its seller while it cannot be ordered, or to its host; else nothing."""
    has_seller = record is not None or (product.producer and product.producer.partner_id)
    if barred is None or not has_seller or barred.code not in (*PAUSED, VISITED):
        return ""
    return reverse("enquiries:ask", kwargs={"pk": product.pk})


def _sku(product: Product) -> str:
    """Return the seller's own number of the goods, empty where nothing is on sale."""
    record = product.stock_record
    return record.partner_sku if record is not None else ""


def _maker(product: Product, count: int) -> ProducerProfile | None:
    return producer_profile(product.producer, count) if product.producer else None


def producer_profile(producer: Producer, product_count: int) -> ProducerProfile:
    """Return a producer in the colours of its province; `province__region` is best loaded."""
    return ProducerProfile(
        name=producer.name if producer.name_is_stated else _("Producer not named by the register"),
        url=producer.get_absolute_url(),
        kind=producer.get_kind_display(),
        cover=producer_cover(producer),
        product_count=product_count,
        description=producer.about,
        portrait=producer_portrait(producer),
        address=producer.address,
        is_named=producer.name_is_stated,
    )


def _province(product: Product) -> Link | None:
    if product.province is None:
        return None
    slug = product.province.slug
    return Link(local_name(product.province), province_path(slug))


def _group(product: Product) -> Link | None:
    node = product.classification
    group = (node.group or node.sector) if node else None
    if group is None:
        return None
    return Link(local_name(group), group_path(group.slug))


def _notice(product: Product) -> str:
    """Return the sentence that the law wants on the page of a functional food."""
    is_functional = product.legal_type == LegalType.FUNCTIONAL_FOOD
    return str(FUNCTIONAL_FOOD_DISCLAIMER) if is_functional else ""


def _stock_note(left: int | None) -> str:
    """Return what is left in one sentence: nearly gone, a bound that an order would meet, or enough."""
    if left is None or left >= MOST_ON_STEPPER:
        return _("In stock.")
    if left == 0:
        return ""
    if left > FEW_LEFT:
        return _("In stock, no more than %(count)d an order.") % {"count": left}
    return ngettext("Only %(count)d left.", "Only %(count)d left.", left) % {"count": left}


def _pending(since: int | None, in_force: list[Certificate]) -> str:
    """Return that the centre has not decided on five stars yet, unless a later certificate did.

    A potential five stars is a result of the province, not a rank (QĐ 26/2026 Đ.7.3.e).
    """
    latest = in_force[0] if in_force else None
    if since is None or (latest and (latest.stars == 5 or latest.valid_from.year > since)):
        return ""
    return _("Put forward for 5 stars in %(year)d; awaiting the national result.") % {"year": since}
