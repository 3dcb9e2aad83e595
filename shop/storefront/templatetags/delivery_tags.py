"""What pages of the catalogue show of delivery: the province is a query parameter."""

from django import template
from django.template import Context

from catalogue.http_cache import is_publicly_cacheable
from shop.shipping.remembered_province import remembered_slug
from shop.storefront.product.delivery import DeliveryOffer, offer_delivery
from shop.storefront.product.page import ProductDetails

register = template.Library()


@register.simple_tag(takes_context=True)
def delivery_offer(context: Context, product: ProductDetails) -> DeliveryOffer | None:
    """Return what delivering one of a product costs, to the province of the query string."""
    request = context["request"]
    remembered = "" if is_publicly_cacheable(request) else remembered_slug(request)
    return offer_delivery(product, request.GET, remembered=remembered)
