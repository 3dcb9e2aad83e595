"""What the rooms above may follow."""

from django.dispatch import Signal

#: A buyer has put a product into the basket; sent with `product`. Oscar's own writes to the database.
product_added = Signal()
