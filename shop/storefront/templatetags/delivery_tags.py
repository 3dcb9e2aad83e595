"""What pages of the catalogue show of delivery: the choice of a province stands in the address."""

from django import template
from django.template import Context

from shop.storefront.product.delivery import DeliveryOffer, offer_delivery
from shop.storefront.product.page import ProductDetails

register = template.Library()


@register.simple_tag(takes_context=True)
def delivery_offer(context: Context, product: ProductDetails) -> DeliveryOffer | None:
    """Return what delivering one of a product costs, to the province that the address names."""
    return offer_delivery(product, context["request"].GET)
