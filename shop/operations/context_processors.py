"""What every page of the storefront shows around its content."""

from django.conf import settings

from catalogue.navigation import sector_links


def storefront(request):
    """Return the navigation, the basket count, the seller's legal block and the pinned demo day."""
    basket = getattr(request, "basket", None)
    return {
        "nav_groups": sector_links(),
        "basket_count": basket.num_items if basket is not None and basket.pk else 0,
        "seller": settings.OCOP_SELLER,
        "demo_date": settings.OCOP_TODAY,
    }
