"""Oscar's partner models; a price is whole đồng above zero, or there is none yet."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
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


class PriceRecord(models.Model):
    """A price from a moment on, in whole đồng; none where it was withdrawn. Written by triggers.

    What a thing cost before a promotion is read here (NĐ 81/2018 as amended).
    """

    stockrecord = models.ForeignKey(
        "partner.StockRecord", models.CASCADE, related_name="price_records"
    )
    price = models.DecimalField(
        _("price in đồng"), max_digits=12, decimal_places=0, null=True, blank=True
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("price from a moment on")
        verbose_name_plural = _("prices from a moment on")
        indexes = [models.Index(fields=["stockrecord", "at"], name="price_record_of_stock")]

    def __str__(self) -> str:
        return f"{self.stockrecord_id}: {self.price}"


# Once ours is registered, Oscar's module has no StockRecord of its own; the checker sees one there.
from oscar.apps.partner.models import *  # type: ignore[assignment]
