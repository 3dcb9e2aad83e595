"""What happens to orders, told to whoever must follow in the same transaction."""

from django.dispatch import Signal

#: Sent with the order locked, with `order`, `moved` (producer orders), `to` (their status now),
#: `actor` (an account or None) and `reason`.
producer_orders_moved = Signal()
