"""Fork of Oscar's order screens: whole orders are for the shop's own people."""

from oscar.apps.dashboard.orders import apps as upstream

VIEW, CHANGE = ["order.view_order"], ["order.view_order", "order.change_order"]


class OrdersDashboardConfig(upstream.OrdersDashboardConfig):
    """Closes them to sellers, who would see what their buyers bought elsewhere."""

    name = "shop.dashboard.orders"

    def configure_permissions(self) -> None:
        """Ask for the permission on orders everywhere; sellers have their producer orders."""
        super().configure_permissions()
        self.permissions_map = dict.fromkeys(self.permissions_map, VIEW) | {
            "order-detail-note": CHANGE,
            "order-shipping-address": CHANGE,
        }
