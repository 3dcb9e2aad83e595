"""What a product's page shows of its reviews."""

from django import template
from django.template import Context

from shop.storefront.product.page import ProductDetails
from shop.storefront.product.reviews import ReviewSection, read_reviews

register = template.Library()


@register.simple_tag(takes_context=True)
def product_reviews(context: Context, product: ProductDetails) -> ReviewSection:
    """Return the newest reviews of a product, or those that the view has read already."""
    reviews = context.get("reviews")
    if isinstance(reviews, ReviewSection):
        return reviews
    slug = product.url.rstrip("/").rpartition("/")[2]
    return read_reviews(product_id=product.product_id, product_slug=slug)
