"""Whether a producer has a page at all."""

from catalogue.audience import Audience
from catalogue.models import Producer, Product


def has_page(producer: Producer, audience: Audience = Audience.PUBLIC) -> bool:
    """Whether a producer has, or once had, a certified product that an audience may see."""
    own = Product.objects.filter(producer=producer)
    return own.public(audience=audience).exists() or own.ended(audience=audience).exists()
