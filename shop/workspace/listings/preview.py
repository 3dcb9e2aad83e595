"""A draft as buyers would see it: its card in a list, and the main parts of its page."""

from dataclasses import dataclass, replace

from catalogue.cards import (
    CARD_SLOT,
    Photo,
    ProductCard,
    card_notice,
    local_name,
    product_cover,
    stated_producer_name,
)
from catalogue.labels import DisclosedFacts, label_of
from catalogue.listings.content import preview_product
from catalogue.listings.photo_list import listing_photos
from catalogue.models import ListingDraft
from shop.partner.models import StockRecord
from shop.partner.pricing import price_in
from theme.covers import Cover


@dataclass(frozen=True)
class ListingPreview:
    """What workspace/listing_preview.html reads; price in whole đồng, None without one."""

    title: str
    card: ProductCard
    cover: Cover
    images: list[Photo]
    region_name: str
    producer_name: str
    province_name: str
    price: int | None
    unit: str
    label: DisclosedFacts
    description: str


def listing_preview(draft: ListingDraft) -> ListingPreview:
    """Return the preview of a draft; of a product the price is the one that holds now."""
    product = preview_product(draft)
    images, cover = listing_photos(draft), product_cover(product)
    price = _price(draft)
    main = replace(images[0], sizes=CARD_SLOT.sizes) if images else None
    card = ProductCard(
        title=draft.title,
        url="#trang-san-pham",
        producer_name=stated_producer_name(product),
        province_name=local_name(draft.province),
        price=price,
        unit=draft.unit,
        stars=None,
        is_sourced=False,
        cover=cover,
        in_stock=True,
        sellable=True,
        notice=card_notice(product, None),
        image=main,
    )
    return ListingPreview(
        title=draft.title,
        card=card,
        cover=cover,
        images=images,
        region_name=local_name(draft.province.region),
        producer_name=draft.producer.name,
        province_name=local_name(draft.province),
        price=price,
        unit=draft.unit,
        label=label_of(product),
        description=draft.description,
    )


def _price(draft: ListingDraft) -> int | None:
    if draft.product is None:
        return draft.price
    record = StockRecord.objects.filter(product=draft.product).order_by("pk").first()
    return price_in(record) if record else None
