"""Lines in baskets that nobody has ordered yet follow a product that was merged into another."""

from typing import Any

from catalogue.models import Product
from shop.basket.limits import MOST_PIECES
from shop.basket.models import Basket, Line


def move_lines(kept: Product, merged: Product, **kwargs: Any) -> None:
    """Move the lines; a basket with both products keeps one line with the pieces of both.

    Where the product that stays is not sold by anybody, its lines say so themselves.
    """
    record = kept.stockrecords.order_by("pk").first()
    lines = Line.objects.filter(product=merged, basket__status__in=Basket.editable_statuses)
    for line in lines.select_related("basket"):
        reference = f"{kept.pk}_{record.pk if record else line.stockrecord_id}"
        present = Line.objects.filter(basket=line.basket, product=kept).first()
        if present is not None:
            quantity = min(present.quantity + line.quantity, MOST_PIECES)
            Line.objects.filter(pk=present.pk).update(quantity=quantity)
            Line.objects.filter(pk=line.pk).delete()
        else:
            moved: dict[str, Any] = {"product": kept, "line_reference": reference}
            if record is not None:
                moved["stockrecord"] = record
            Line.objects.filter(pk=line.pk).update(**moved)
