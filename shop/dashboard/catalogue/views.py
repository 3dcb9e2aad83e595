"""Oscar's product screens; what is certified stays."""

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from oscar.apps.dashboard.catalogue.views import (
    ProductCreateUpdateView as UpstreamProductCreateUpdateView,
)
from oscar.apps.dashboard.catalogue.views import ProductDeleteView as UpstreamProductDeleteView
from oscar.apps.dashboard.catalogue.views import ProductListView as UpstreamProductListView

from catalogue.models import Product
from shop.dashboard.deletion import ProtectedDeleteMixin
from shop.partner.models import StockRecord


class ProductListView(UpstreamProductListView):
    """Shows price and stock beside each product; each is changed in its own form."""

    intermediate_actions: ClassVar[dict] = {}  # upstream's set prices unread

    def get_queryset(self) -> QuerySet[Product]:
        """Bring the prices along."""
        return super().get_queryset().prefetch_related("stockrecords")


class ProductCreateUpdateView(UpstreamProductCreateUpdateView):
    """Tells the form who is asking: sellers may change less than the shop."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the forms while nobody else changes product, price or stock."""
        if "pk" in kwargs:
            lock_product(kwargs["pk"])
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}


class ProductDeleteView(ProtectedDeleteMixin, UpstreamProductDeleteView):
    """Deletes a product that was never certified; another is unpublished instead."""


def lock_product(pk: int) -> None:
    """Hold a product and its stock rows until the end; orders may still refer to them."""
    list(Product.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk"))
    rows = StockRecord.objects.select_for_update(no_key=True).filter(product_id=pk)
    list(rows.order_by("pk").values_list("pk"))
