"""What is nearly or quite sold out, by the seller's own mark or the shop's, and telling of it."""

from typing import TYPE_CHECKING, TypedDict

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from catalogue.models import Product
from shop.notices.events import LOW_STOCK as RUNNING_OUT
from shop.notices.models import LowStockMark
from shop.notices.posting import NoticeSubject, post_notices
from shop.partner.models import Partner, StockRecord
from shop.partner.stock_records import LOW_STOCK

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


#: More are told of with the next turn of the worker.
MOST_AT_ONCE = 500
_IS_LOW = Q(left__lte=Coalesce(F("low_stock_threshold"), LOW_STOCK))


class PiecesLeft(TypedDict):
    """What low_stock_of() adds: how many can still be ordered."""

    left: int


if TYPE_CHECKING:
    LowStockRecord = WithAnnotations[StockRecord, PiecesLeft]


def low_stock_of(partner: Partner) -> "QuerySet[LowStockRecord]":
    """Return what buyers see of a seller and is running out, the fewest first, as `left`."""
    low = _on_offer().filter(_IS_LOW, partner=partner)
    return low.order_by("left", "product__title", "pk")


@transaction.atomic
def tell_low_stock() -> int:
    """Tell sellers of what has begun to run out, for the worker; return of how many products.

    Of each once, and again only after it was filled up in between.
    """
    filled = LowStockMark.objects.exclude(stockrecord__in=_counted().filter(_IS_LOW))
    filled.delete()
    low = _on_offer().filter(_IS_LOW, partner__isnull=False, low_stock_mark=None)
    records = list(low.select_related("product").order_by("pk")[:MOST_AT_ONCE])
    marks = LowStockMark.objects.bulk_create(LowStockMark(stockrecord=row) for row in records)
    post_notices(
        RUNNING_OUT,
        [
            NoticeSubject(
                row.partner_id,
                row.pk,
                {"name": row.product.title, "n": max(0, row.left)},
                occasion=str(mark.pk),
            )
            for row, mark in zip(records, marks, strict=True)
        ],
    )
    return len(records)


def _counted() -> "QuerySet[LowStockRecord]":
    """Return what has a number in stock, as `left` those that no order holds."""
    left = F("num_in_stock") - Coalesce(F("num_allocated"), 0)
    return StockRecord.objects.filter(num_in_stock__isnull=False).annotate(left=left)


def _on_offer() -> "QuerySet[LowStockRecord]":
    return _counted().filter(product__in=Product.objects.displayable(), price__isnull=False)
