"""Signals for what Django's own cannot tell: rows written in bulk."""

from django.dispatch import Signal

#: Sent in the transaction of the change, with `ids`: primary keys of products that changed.
products_changed = Signal()

#: Sent in the transaction of a merge with `kept` and `merged`, products: whoever names products in
#: another way than by a foreign key lets it follow.
product_merged = Signal()
