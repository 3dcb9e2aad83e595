"""Oscar's product screens; what is certified stays."""

from typing import Any

from django.db.models import QuerySet
from oscar.apps.dashboard.catalogue.views import (
    ProductCreateUpdateView as UpstreamProductCreateUpdateView,
)
from oscar.apps.dashboard.catalogue.views import ProductDeleteView as UpstreamProductDeleteView
from oscar.apps.dashboard.catalogue.views import ProductListView as UpstreamProductListView

from catalogue.models import Product
from shop.dashboard.deletion import ProtectedDeleteMixin


class ProductListView(UpstreamProductListView):
    """Shows price and stock beside each product."""

    def get_queryset(self) -> QuerySet[Product]:
        """Bring the prices along."""
        return super().get_queryset().prefetch_related("stockrecords")


class ProductCreateUpdateView(UpstreamProductCreateUpdateView):
    """Tells the form who is asking: sellers may change less than the shop."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class ProductDeleteView(ProtectedDeleteMixin, UpstreamProductDeleteView):
    """Deletes a product that was never certified; another is unpublished instead."""
