"""What every page of the storefront shows around its content."""

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.navigation import sector_links
from cms.navigation import standing_links


def storefront(request):
    """Return the navigation, the basket count, the seller's legal block and the pinned demo day."""
    basket = getattr(request, "basket", None)
    return {
        "nav_groups": sector_links(),
        "basket_count": basket.num_items if basket is not None and basket.pk else 0,
        "footer_links": [(_("About us and rules"), standing_links())],
        "seller": settings.OCOP_SELLER,
        "demo_date": settings.OCOP_TODAY,
    }
