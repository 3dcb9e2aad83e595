"""Fork of Oscar's order: stock is locked, checked, then taken."""

from importlib import import_module

from oscar.apps.order import apps as upstream

#: Modules that render e-mails; a process that sends them may never have placed an order.
RENDERERS = (
    *("confirmation", "status", "seller", "review", "payment", "refund", "returns"),
    *("transfer", "dispute", "invoice", "message", "parcel", "payout"),
)


class OrderConfig(upstream.OrderConfig):
    """Orders placed under lock."""

    name = "shop.order"

    def ready(self) -> None:
        """Make the e-mails of this room known to the outbox; count what is bought."""
        super().ready()
        import_module("shop.order.purchases").connect()
        for module in RENDERERS:
            import_module(f"shop.order.emails.{module}")
