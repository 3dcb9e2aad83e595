"""What a product's page shows of its reviews."""

from django import template

from shop.storefront.product.reviews import Section, read_section

register = template.Library()


@register.simple_tag(takes_context=True)
def product_reviews(context, product) -> Section:
    """Return the newest reviews of a product, or those that the view has read already."""
    read = context.get("reviews")
    if isinstance(read, Section):
        return read
    slug = product.url.rstrip("/").rpartition("/")[2]
    return read_section(product_id=product.product_id, product_slug=slug)
