"""Oscar's partner models; a price is whole đồng above zero, or there is none yet."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from oscar.apps.partner.abstract_models import AbstractStockRecord


class StockRecord(AbstractStockRecord):
    """What one seller asks for a product, and how many are left."""

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            # The column has two digits behind the point, and rounding it would hide a slip.
            models.CheckConstraint(
                name="stock_record_price_whole_dong",
                condition=Q(price__isnull=True)
                | Q(price__gt=0, price=Cast(F("price"), models.BigIntegerField())),
            ),
        ]


# Once ours is registered, Oscar's module has no StockRecord of its own; the checker sees one there.
from oscar.apps.partner.models import *  # type: ignore[assignment]
