"""Which changes make the index stale: each writes an outbox row in its own transaction."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from catalogue.models import (
    Certificate,
    ClassificationNode,
    FormerProvince,
    LabelStatement,
    PlaceAlias,
    Producer,
    Product,
    Province,
    Region,
    Takedown,
)
from catalogue.signals import products_changed
from cms.models import ProvincePage, StoryPage
from search.index.outbox import record
from search.models import OutboxKind, SearchVersion
from search.vocabulary import Vocabulary
from shop.partner.models import Partner, StockRecord

NAME_MODELS = (ClassificationNode, FormerProvince, Province, Region, PlaceAlias)
ProductPart = StockRecord | Certificate | Takedown | LabelStatement
PAGE_MODELS = (StoryPage, ProvincePage)


def connect() -> None:
    """Watch products and what hangs on them, producers, pages, and the names that filters show."""
    for signal in (post_save, post_delete):
        signal.connect(_product_changed, sender=Product, dispatch_uid="search-product")
        signal.connect(_product_part_changed, sender=StockRecord, dispatch_uid="search-stock")
        signal.connect(_product_part_changed, sender=Certificate, dispatch_uid="search-certificate")
        signal.connect(_product_part_changed, sender=Takedown, dispatch_uid="search-takedown")
        signal.connect(_product_part_changed, sender=LabelStatement, dispatch_uid="search-label")
        signal.connect(_producer_changed, sender=Producer, dispatch_uid="search-producer")
        signal.connect(_seller_changed, sender=Partner, dispatch_uid="search-seller")
        for name_model in NAME_MODELS:
            signal.connect(
                _names_changed, sender=name_model, dispatch_uid=f"search-{name_model.__name__}"
            )
    products_changed.connect(_many_changed, dispatch_uid="search-many")
    for moved in (page_published, page_unpublished, page_slug_changed, post_page_move):
        moved.connect(_page_changed, dispatch_uid="search-page")
    for page_model in PAGE_MODELS:
        uid = f"search-{page_model.__name__}"
        post_delete.connect(_page_changed, sender=page_model, dispatch_uid=uid)


def _product_changed(instance: Product, **kwargs: Any) -> None:
    record(OutboxKind.PRODUCT, [instance.pk])


def _product_part_changed(instance: ProductPart, **kwargs: Any) -> None:
    record(OutboxKind.PRODUCT, [instance.product_id])


def _many_changed(sender: type[Model], ids: Iterable[int], **kwargs: Any) -> None:
    if sender is Producer:
        SearchVersion.bump(SearchVersion.PRODUCERS)
    record(OutboxKind.PRODUCT, ids)


def _producer_changed(instance: Producer, created: bool | None = None, **kwargs: Any) -> None:
    SearchVersion.bump(SearchVersion.PRODUCERS)
    if created is False:
        record(OutboxKind.PRODUCT, instance.products.values_list("pk", flat=True))


def _seller_changed(
    instance: Partner, update_fields: Iterable[str] | None = None, **kwargs: Any
) -> None:
    """A seller's break decides whether its goods count as being in stock."""
    if update_fields is not None and "paused_until" in update_fields:
        record(OutboxKind.PRODUCT, instance.stockrecords.values_list("product", flat=True))


def _page_changed(instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, PAGE_MODELS):
        record(OutboxKind.PAGE, [instance.pk])


def _names_changed(**kwargs: Any) -> None:
    Vocabulary.clear_cache()
