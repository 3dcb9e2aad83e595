"""Oscar's basket: lines know why they are blocked and are read in a fixed number of queries."""

from decimal import Decimal
from functools import cached_property

from django.db import models
from django.db.models import Prefetch, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from oscar.apps.basket.abstract_models import AbstractBasket, AbstractLine

from catalogue.audience import Audience
from catalogue.models import Certificate, Product
from catalogue.models.product import ProductQuerySet
from catalogue.policies import Refusal


def shown_products() -> ProductQuerySet:
    """Products with everything a line shows and asks, in a fixed number of queries."""
    ended = Prefetch(
        "certificates",
        queryset=Certificate.objects.ever_verified(),
        to_attr="certificates_verified",
    )
    return (
        Product.objects.for_cards()
        .for_sale_check()
        .select_related("product_class")
        .prefetch_related(ended)
    )


class Basket(AbstractBasket):
    """Giỏ hàng. Totals count only lines that may be sold at this moment."""

    @property
    def audience(self) -> Audience:
        """For whom its strategy answers; one without a strategy is everybody's."""
        return getattr(getattr(self, "_strategy", None), "audience", Audience.PUBLIC)

    def merge(self, basket: "Basket", add_quantities: bool = True) -> None:
        """Take over another basket's lines, and what it keeps for later."""
        super().merge(basket, add_quantities)
        move_saved_lines(basket, self)

    def all_lines(self) -> QuerySet["Line"]:
        """Return the lines with everything a page, a price and a parcel read, cached."""
        if not self.pk:
            return Line.objects.none()
        if self._lines is None:
            self._lines = (
                self.lines.select_related("stockrecord__partner__producer__province__region")
                .prefetch_related(Prefetch("product", queryset=shown_products()), "attributes")
                .order_by("pk")
            )
        return self._lines

    @property
    def num_items(self) -> int:
        """Return the number of pieces, by one small query while the lines are not needed."""
        if not self.pk:
            return 0
        if self._lines is not None and self._lines._result_cache is not None:
            return sum(line.quantity for line in self._lines)
        return self.lines.aggregate(pieces=Sum("quantity"))["pieces"] or 0

    def forget_lines(self) -> None:
        """Drop cached lines, so that the next reading sees the database as it is now."""
        self.reset_offer_applications()


class SavedLine(models.Model):
    """Để dành mua sau: belongs to a basket, so that guests may save too; counts in no total."""

    basket = models.ForeignKey(
        "basket.Basket", models.CASCADE, related_name="saved_lines", verbose_name=_lazy("basket")
    )
    product = models.ForeignKey(
        "catalogue.Product", models.CASCADE, related_name="+", verbose_name=_lazy("product")
    )
    quantity = models.PositiveIntegerField(_lazy("quantity"), default=1)
    price = models.DecimalField(
        _lazy("price in đồng when it was saved"),
        max_digits=12,
        decimal_places=0,
        null=True,
        blank=True,
    )
    saved_at = models.DateTimeField(_lazy("saved at"), auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _lazy("line saved for later")
        verbose_name_plural = _lazy("lines saved for later")
        constraints = [
            models.UniqueConstraint(fields=["basket", "product"], name="saved_line_once"),
            # Wider than limits.MOST_PIECES, which may be raised without a migration.
            models.CheckConstraint(
                name="saved_line_quantity", condition=models.Q(quantity__range=(1, 9999))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basket_id} · {self.product_id}"


def move_saved_lines(old: Basket, new: Basket) -> None:
    """Move the saved lines of one basket to another; a product saved in both stays once."""
    saved_products = new.saved_lines.values_list("product_id", flat=True)
    old.saved_lines.exclude(product_id__in=list(saved_products)).update(basket=new)
    old.saved_lines.all().delete()


class Line(AbstractLine):
    """Dòng trong giỏ. A blocked line stays in the basket, says why, and costs nothing."""

    @cached_property
    def block(self) -> Refusal | None:
        """Why the line cannot be ordered at all (certificate, law, sold out), or None."""
        info = self.purchase_info
        refusal = getattr(info.availability, "refusal", None)
        if refusal is not None:
            return refusal
        if not info.price.exists:
            return Refusal("no_price", _("The producer has not given a price yet."))
        if self.available == 0:
            return Refusal("sold_out", _("Sold out for now."))
        return None

    def block_for(self, refusal: Refusal) -> None:
        """Say that it cannot be ordered for a reason of its delivery, which the basket does not know."""
        self.__dict__["block"] = refusal

    @property
    def pays(self) -> int:
        """Return what the line costs after its discounts, in whole đồng."""
        return int(self.line_price_incl_tax_incl_discounts)

    def get_price_breakdown(self) -> list[tuple[Decimal, Decimal, int]]:
        """Return what the pieces cost, in whole đồng that come to the line: Oscar's may have parts."""
        if not self.discount_value:
            return super().get_price_breakdown()
        each, over = divmod(self.pays, self.quantity)
        pairs = [(each + 1, over), (each, self.quantity - over)]
        return [(Decimal(price), Decimal(price), count) for price, count in pairs if count]

    @property
    def available(self) -> int | None:
        """Pieces that can be bought, never below 0; None where stock is not counted."""
        left = getattr(self.purchase_info.availability, "num_available", None)
        return None if left is None else max(0, left)


# Once ours are registered, Oscar's module has none of its own; the checker sees them there.
from oscar.apps.basket.models import *  # type: ignore[assignment]
