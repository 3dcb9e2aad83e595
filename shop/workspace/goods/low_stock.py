"""What is nearly or quite sold out, by the seller's own mark or the shop's."""

from typing import TYPE_CHECKING, TypedDict

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from catalogue.models import Product
from shop.partner.models import Partner, StockRecord
from shop.partner.stock_records import LOW_STOCK

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class PiecesLeft(TypedDict):
    """What low_stock_of() adds: how many can still be ordered."""

    left: int


if TYPE_CHECKING:
    LowStockRecord = WithAnnotations[StockRecord, PiecesLeft]


def low_stock_of(partner: Partner) -> "QuerySet[LowStockRecord]":
    """Return what buyers see and is running out, the fewest first, as `left`."""
    left = F("num_in_stock") - Coalesce(F("num_allocated"), 0)
    rows = StockRecord.objects.filter(
        partner=partner,
        product__in=Product.objects.displayable(),
        price__isnull=False,
        num_in_stock__isnull=False,
    ).annotate(left=left)
    low = rows.filter(left__lte=Coalesce(F("low_stock_threshold"), LOW_STOCK))
    return low.order_by("left", "product__title", "pk")
