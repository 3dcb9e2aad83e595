"""Keeps search entries in step with products: by primary keys, in batches, safe to repeat."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import F, Q

from catalogue.clock import today
from catalogue.models import Product
from search.index.bulk_upsert import write_rows
from search.index.documents import Spellings, product_document, read_spellings
from search.index.loading import read_products
from search.index.word_counts import add_words, count_words
from search.models import SearchEntry, SearchVersion
from shop.partner.models import StockRecord

BATCH = 500
FIELDS = [
    field.attname
    for field in SearchEntry._meta.concrete_fields
    if field.attname not in ("product_id", "revision")
]


def reindex(ids: Iterable[int]) -> int:
    """Rewrite the entries of these products; entries of deleted products are deleted.

    Returns the number of entries. An unchanged entry keeps its revision.
    """
    wanted, spellings, written = sorted(set(ids)), None, 0
    for start in range(0, len(wanted), BATCH):
        spellings = spellings or read_spellings()
        written += _write(wanted[start : start + BATCH], spellings)
    return written


def reindex_all() -> Iterator[int]:
    """Write every entry, yielding the running count after each batch; entries without a product are deleted."""
    ids = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    SearchEntry.objects.exclude(product__in=Product.objects.all()).delete()
    spellings, written = read_spellings(), 0
    for start in range(0, len(ids), BATCH):
        with _without_garbage_collection():
            written += _write(ids[start : start + BATCH], spellings, add_new_words=False)
        yield written
    count_words()


def missing_entries() -> list[int]:
    """Return products without an entry, whose window ended while another has begun, or whose pause
    has begun or ended.
    """
    missing = Product.objects.filter(search_entry=None).values_list("pk", flat=True)
    ended = SearchEntry.objects.filter(valid_until__lt=today()).values("pk")
    renewed = Product.objects.order_by().certified().filter(pk__in=ended)
    return [*missing, *renewed.values_list("pk", flat=True), *_turned_pauses()]


def _turned_pauses() -> list[int]:
    """Return products whose entry says otherwise than their pause of today, which no change told."""
    with_days = Q(paused_from__isnull=False) | Q(partner__paused_from__isnull=False)
    keys = StockRecord.objects.filter(with_days).values("product")
    products = Product.objects.filter(pk__in=keys, search_entry__isnull=False)
    differing = products.with_stock().filter(~Q(has_stock=F("search_entry__in_stock")))
    return list(differing.values_list("pk", flat=True))


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Keep Python from looking for cycles in the middle of a batch: it took a third of a build."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@transaction.atomic
def _write(ids: list[int], spellings: Spellings, *, add_new_words: bool = True) -> int:
    entries = [product_document(product, spellings) for product in read_products(ids)]
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "revision", *FIELDS)
    existing = {pk: (revision, values) for pk, revision, *values in rows}
    changed = [entry for entry in entries if _differs(entry, existing.get(entry.pk))]
    write_rows(SearchEntry, changed)
    gone = existing.keys() - {entry.product_id for entry in entries}
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    if add_new_words:
        add_words(changed)
    if changed or gone:
        SearchVersion.bump()
    return len(entries)


def _differs(entry: SearchEntry, existing: tuple[int, list] | None) -> bool:
    """Say whether an entry is new or changed, and give it the next revision."""
    if existing is None:
        return True
    revision, values = existing
    entry.revision = revision + 1
    return [getattr(entry, name) for name in FIELDS] != values
