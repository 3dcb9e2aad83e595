"""Signals for what Django's own cannot tell: rows written in bulk."""

from django.dispatch import Signal

#: Sent in the transaction of the change, with `ids`: primary keys of products that changed.
products_changed = Signal()
