"""Who delivers where, for how much."""

from typing import Any

from django.db.models import Model
from oscar.apps.shipping import repository as upstream

from catalogue.models import Province
from shop.basket.models import Basket
from shop.shipping.methods import ZoneDelivery


class Repository(upstream.Repository):
    """Delivery needs a destination: without one there is no method, never a free one."""

    methods = ()  # type: ignore[assignment]  # upstream has one

    def get_available_shipping_methods(
        self,
        basket: Basket,
        shipping_addr: Model | None = None,
        province: Province | None = None,
        **kwargs: Any,
    ) -> list[ZoneDelivery]:
        """Return delivery to `province`, or nothing while the province is not known."""
        return [ZoneDelivery(province)] if province is not None else []
