"""Oscar's partner models; a price is whole đồng above zero or there is none; who and what is taxed how."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from oscar.apps.partner.abstract_models import AbstractPartner, AbstractStockRecord

from shop.partner.tax_rates import GOODS_CLASSES


class Partner(AbstractPartner):
    """Who sells, and whether VAT is part of the prices: a household on the direct method charges none."""

    charges_vat = models.BooleanField(
        _("charges VAT"),
        default=True,
        help_text=_(
            "Off for a business household and for whoever pays VAT by the direct method: "
            "orders and invoices then show no VAT of this seller."
        ),
    )


class StockRecord(AbstractStockRecord):
    """What one seller asks for a product, and how many are left."""

    tax_class = models.CharField(
        _("how it is taxed"),
        max_length=20,
        choices=GOODS_CLASSES,
        blank=True,
        help_text=_(
            "Empty: as the law has it for the kind of goods. Ask the accountant before choosing "
            "a class of farm goods."
        ),
    )

    class Meta(AbstractStockRecord.Meta):
        abstract = False
        constraints = [
            # The column has two digits behind the point, and rounding it would hide a slip.
            models.CheckConstraint(
                name="stock_record_price_whole_dong",
                condition=Q(price__isnull=True)
                | Q(price__gt=0, price=Cast(F("price"), models.BigIntegerField())),
            ),
            models.CheckConstraint(
                name="stock_record_tax_class_known",
                condition=Q(tax_class__in=["", *dict(GOODS_CLASSES)]),
            ),
        ]


# Once ours is registered, Oscar's module has no StockRecord of its own; the checker sees one there.
from oscar.apps.partner.models import *  # type: ignore[assignment]
