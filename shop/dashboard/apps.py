"""Fork of Oscar's dashboard: certificates and the register for staff."""

from oscar.apps.dashboard import apps as upstream


class DashboardConfig(upstream.DashboardConfig):
    """The back office."""

    name = "shop.dashboard"
