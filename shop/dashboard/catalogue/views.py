"""Oscar's product screens; a product with certificates stays."""

from oscar.apps.dashboard.catalogue.views import *  # noqa: F403
from oscar.apps.dashboard.catalogue.views import ProductDeleteView as UpstreamProductDeleteView

from shop.dashboard.deletion import KeepsHistoryMixin


class ProductDeleteView(KeepsHistoryMixin, UpstreamProductDeleteView):
    """Deletes a product that was never certified; another is unpublished instead."""
