"""The lines of a new order as Oscar stores them, and what was promised with each: in bulk.

Oscar writes a row at a time; what stands in the tables afterwards is the same.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from oscar.apps.order.exceptions import UnableToPlaceOrder

from catalogue.policies import certificate_end, is_alcohol, label_gaps_to_accept
from shop.basket.models import Line as BasketLine
from shop.order.exceptions import OrderChanged
from shop.order.models import (
    Line,
    LineAttribute,
    LinePrice,
    Order,
    OrderLineDiscount,
    OrderLineSnapshot,
)
from shop.order.taxes import net_price
from shop.partner.tax import TaxedAmount
from shop.shipping.perishability import perishability_of


def write_lines(
    order: Order, basket_lines: Sequence[BasketLine], taxes: Mapping[int, TaxedAmount]
) -> list[Line]:
    """Write lines, prices, attributes, discounts and snapshots, in the order of the basket.

    `taxes` holds the tax within each by the key of the basket's line. Raises OrderChanged where a
    product's certificate has ended.
    """
    lines = Line.objects.bulk_create(
        [_line(order, basket_line, taxes.get(basket_line.pk)) for basket_line in basket_lines]
    )
    pairs = list(zip(lines, basket_lines, strict=True))
    LinePrice.objects.bulk_create(
        LinePrice(
            order=order,
            line=line,
            quantity=quantity,
            price_incl_tax=incl_tax,
            price_excl_tax=net_price(incl_tax, taxes.get(basket_line.pk)),
            tax_code=line.tax_code,
        )
        for line, basket_line in pairs
        for incl_tax, _excl_tax, quantity in basket_line.get_price_breakdown()
    )
    LineAttribute.objects.bulk_create(
        LineAttribute(
            line=line,
            option=attribute.option,
            type=attribute.option.code,
            value=attribute.value,
        )
        for line, basket_line in pairs
        for attribute in basket_line.attributes.all()
    )
    OrderLineDiscount.objects.bulk_create(_discounts(order, pairs))
    OrderLineSnapshot.objects.bulk_create(
        _snapshot(line, basket_line, taxes.get(basket_line.pk)) for line, basket_line in pairs
    )
    return lines


def _line(order: Order, basket_line: BasketLine, taxed: TaxedAmount | None) -> Line:
    """Return a line; the prices without tax are what Oscar's reports read, what is owed is with it."""
    product, stockrecord = basket_line.product, basket_line.stockrecord
    if not stockrecord:
        raise UnableToPlaceOrder(_("This product is no longer in the shop."))
    return Line(
        order=order,
        partner=stockrecord.partner,
        partner_name=stockrecord.partner.name,
        partner_sku=stockrecord.partner_sku,
        stockrecord=stockrecord,
        product=product,
        title=product.get_title(),
        upc=product.upc,
        quantity=basket_line.quantity,
        line_price_excl_tax=net_price(basket_line.line_price_incl_tax_incl_discounts, taxed),
        line_price_incl_tax=basket_line.line_price_incl_tax_incl_discounts,
        line_price_before_discounts_excl_tax=net_price(basket_line.line_price_incl_tax, taxed),
        line_price_before_discounts_incl_tax=basket_line.line_price_incl_tax,
        unit_price_incl_tax=basket_line.unit_price_incl_tax,
        unit_price_excl_tax=net_price(basket_line.unit_price_incl_tax, taxed),
        tax_code=taxed.rate.tax_class if taxed else None,
        num_allocated=basket_line.quantity,
    )


def _discounts(order: Order, pairs: list[tuple[Line, BasketLine]]) -> list[OrderLineDiscount]:
    """Return what each offer took off each line; asks for the order's discounts once, if any."""
    given = [
        (line, discount)
        for line, basket_line in pairs
        for discount in basket_line.discounts
        if discount.offer
    ]
    if not given:
        return []
    first: dict[int | None, int] = {}
    for key, offer in order.discounts.order_by("pk").values_list("pk", "offer_id"):
        first.setdefault(offer, key)
    return [
        OrderLineDiscount(
            line=line,
            order_discount_id=first[discount.offer.id],
            is_incl_tax=discount.incl_tax,
            amount=discount.amount,
        )
        for line, discount in given
        if discount.offer.id in first
    ]


def _snapshot(line: Line, basket_line: BasketLine, taxed: TaxedAmount | None) -> OrderLineSnapshot:
    """Keep certificate, label facts and tax as they stand on the day of the order."""
    product = basket_line.product
    certificate = product.certificate
    if certificate is None:
        raise OrderChanged(certificate_end(product))
    gaps, fresh = [item.value for item in label_gaps_to_accept(product)], perishability_of(product)
    return OrderLineSnapshot(
        line=line,
        certificate=certificate,
        stars=certificate.stars,
        certificate_code=certificate.code,
        decision_number=certificate.decision_number,
        valid_until=certificate.last_day,
        producer_name=product.producer.name if product.producer else "",
        unit=product.unit,
        label_origin=product.label_origin,
        label_gaps=gaps,
        label_gaps_accepted=bool(gaps),
        alcohol=is_alcohol(product),
        return_hours=fresh.return_hours if fresh else None,
        tax_class=taxed.rate.tax_class if taxed else "",
        tax_percent=taxed.rate.percent if taxed else None,
        tax=taxed.tax if taxed else None,
    )
