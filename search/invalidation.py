"""Which changes make search entries stale; they are rewritten once, after the commit."""

import threading
from collections.abc import Iterable

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from catalogue.models import (
    ClassificationNode,
    FormerProvince,
    Producer,
    Product,
    Province,
    Region,
)
from search.indexing import reindex
from search.vocabulary import Vocabulary
from shop.partner.models import StockRecord

NAMED = (ClassificationNode, FormerProvince, Province, Region)

_thread = threading.local()


def connect() -> None:
    """Watch products, producers and stock records, and the names that filters show."""
    for signal in (post_save, post_delete):
        signal.connect(_product_changed, sender=Product, dispatch_uid="search-product")
        signal.connect(_stock_changed, sender=StockRecord, dispatch_uid="search-stock")
        for named in NAMED:
            signal.connect(_names_changed, sender=named, dispatch_uid=f"search-{named.__name__}")
    post_save.connect(_producer_changed, sender=Producer, dispatch_uid="search-producer")


def _product_changed(instance: Product, **kwargs) -> None:
    later([instance.pk])


def _stock_changed(instance: StockRecord, **kwargs) -> None:
    later([instance.product_id])


def _producer_changed(instance: Producer, created: bool = False, **kwargs) -> None:
    if not created:
        later(instance.products.values_list("pk", flat=True))


def _names_changed(**kwargs) -> None:
    Vocabulary.forget()


def later(ids: Iterable[int]) -> None:
    """Rewrite these entries when the transaction commits: one pass for all its changes.

    Every change asks for a pass and the first one does the work of all. A product left over
    from a transaction that was rolled back costs one rewrite too many and nothing else.
    """
    _stale().update(ids)
    transaction.on_commit(_rewrite, robust=True)


def _rewrite() -> None:
    ids = _stale()
    if ids:
        waiting = set(ids)
        ids.clear()
        reindex(waiting)


def _stale() -> set[int]:
    if not hasattr(_thread, "ids"):
        _thread.ids = set()
    return _thread.ids
