"""Fork of Oscar's partner: only certified products are for sale."""

from oscar.apps.partner import apps as upstream


class PartnerConfig(upstream.PartnerConfig):
    """Price and stock policy in đồng."""

    name = "shop.partner"
