"""Keeps search entries in step with products: by primary keys, in batches, as often as you like."""

from collections.abc import Iterable, Iterator

from django.db import transaction

from catalogue.clock import today
from catalogue.models import Product
from search.documents import Spellings, product_document, read_spellings
from search.models import SearchEntry, SearchVersion
from search.spoken import count_words, learn_words

BATCH = 500
FIELDS = [
    field.attname
    for field in SearchEntry._meta.concrete_fields
    if field.attname not in ("product_id", "revision")
]


def reindex(ids: Iterable[int]) -> int:
    """Write the entries of these products anew; entries of products that are gone go too.

    Returns how many entries stand now. What has not changed keeps its revision.
    """
    wanted, spellings, written = sorted(set(ids)), None, 0
    for start in range(0, len(wanted), BATCH):
        spellings = spellings or read_spellings()
        written += _write(wanted[start : start + BATCH], spellings)
    return written


def reindex_all() -> Iterator[int]:
    """Write every entry, yielding the running count after each batch; strays are removed."""
    everything = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    SearchEntry.objects.exclude(product__in=Product.objects.all()).delete()
    spellings, written = read_spellings(), 0
    for start in range(0, len(everything), BATCH):
        written += _write(everything[start : start + BATCH], spellings)
        yield written
    count_words()


def missing_entries() -> list[int]:
    """Return products without an entry, and those whose window ended while another has begun."""
    missing = Product.objects.filter(search_entry=None).values_list("pk", flat=True)
    ended = SearchEntry.objects.filter(valid_until__lt=today()).values("pk")
    renewed = Product.objects.order_by().certified().filter(pk__in=ended)
    return [*missing, *renewed.values_list("pk", flat=True)]


@transaction.atomic
def _write(ids: list[int], spellings: Spellings) -> int:
    products = (
        Product.objects.filter(pk__in=ids)
        .order_by("pk")
        .select_for_update(of=("self",))
        .select_related("producer", "province", "commune", "former_province")
        .prefetch_related("stockrecords", "certificates")
    )
    entries = [product_document(product, spellings) for product in products]
    known = SearchEntry.objects.in_bulk(ids)
    changed = [entry for entry in entries if _differs(entry, known.get(entry.pk))]
    SearchEntry.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["product"],
        update_fields=[*FIELDS, "revision"],
    )
    gone = set(ids) - {entry.product_id for entry in entries}
    removed = SearchEntry.objects.filter(pk__in=gone).delete()[0] if gone else 0
    if changed or removed:
        learn_words(changed)
        SearchVersion.bump()
    return len(entries)


def _differs(entry: SearchEntry, known: SearchEntry | None) -> bool:
    """Say whether an entry is new or changed, and give it the next revision."""
    if known is None:
        return True
    entry.revision = known.revision + 1
    return any(getattr(entry, name) != getattr(known, name) for name in FIELDS)
