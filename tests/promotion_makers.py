"""Makers of promotions and of what a thing cost before."""

from datetime import timedelta
from itertools import count

from catalogue.clock import now
from catalogue.models import Product
from shop.partner.models import PriceRecord
from shop.promotion.models import Bearer, Promotion, PromotionKind
from shop.promotion.services import PromotionDraft, create_promotion

_number = count(1)


def promotion(percent: int = 10, **facts) -> Promotion:
    """A percentage off for everybody, running since yesterday; the shop bears it."""
    defaults = {
        "name": f"Khuyến mãi {next(_number)}",
        "kind": PromotionKind.PERCENTAGE,
        "bearer": Bearer.SHOP,
        "starts_at": now() - timedelta(days=1),
        "ends_at": now() + timedelta(days=10),
    }
    if facts.get("kind", PromotionKind.PERCENTAGE) == PromotionKind.PERCENTAGE:
        defaults["value"] = percent
    return create_promotion(draft=PromotionDraft(**defaults | facts), by=None)


def code(text: str = "TET2027", **facts) -> Promotion:
    """The same, with a code."""
    return promotion(code=text, **facts)


def asked_since(item: Product, price: int, *, days: int) -> PriceRecord:
    """What a product cost from so many days ago on."""
    return PriceRecord.objects.create(
        stockrecord=item.stock_record, price=price, at=now() - timedelta(days=days)
    )
