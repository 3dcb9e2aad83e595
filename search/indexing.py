"""Keeps search entries in step with products: by primary keys, in batches, as often as you like."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db import transaction

from catalogue.cards import shop_price, stock_left
from catalogue.models import PlaceAlias, Product
from catalogue.text import fold, tone_key
from search.models import SearchEntry
from search.synonyms import other_words

BATCH = 500
FIELDS = ["price", "in_stock", "producer_kind", "name", "name_marked", "words", "words_marked"]


def reindex(ids: Iterable[int]) -> int:
    """Write the entries of these products anew; entries of products that are gone go too.

    Returns how many entries stand now. Repeating it changes nothing.
    """
    wanted = sorted(set(ids))
    spellings = _spellings()
    written = 0
    for start in range(0, len(wanted), BATCH):
        written += _write(wanted[start : start + BATCH], spellings)
    return written


def reindex_all() -> Iterator[int]:
    """Write every entry, yielding the running count after each batch; strays are removed."""
    everything = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    SearchEntry.objects.exclude(product__in=Product.objects.all()).delete()
    spellings, written = _spellings(), 0
    for start in range(0, len(everything), BATCH):
        written += _write(everything[start : start + BATCH], spellings)
        yield written


def missing_entries() -> list[int]:
    """Return products without an entry, as rows written around the ORM's signals leave them."""
    return list(Product.objects.filter(search_entry=None).values_list("pk", flat=True))


@transaction.atomic
def _write(ids: list[int], spellings: dict[tuple[str, int], list[str]]) -> int:
    products = (
        Product.objects.filter(pk__in=ids)
        .select_related("producer", "province", "commune", "former_province")
        .prefetch_related("stockrecords")
    )
    entries = [_entry(product, spellings) for product in products]
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["product"], update_fields=FIELDS
    )
    gone = set(ids) - {entry.product_id for entry in entries}
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    return len(entries)


def _entry(product: Product, spellings: dict[tuple[str, int], list[str]]) -> SearchEntry:
    name = " ".join([product.title, *other_words(product.title)])
    everything = " ".join([name, *_beside(product, spellings)])
    return SearchEntry(
        product_id=product.pk,
        price=shop_price(product),
        in_stock=stock_left(product) != 0,
        producer_kind=product.producer.kind if product.producer else "",
        name=_spaced(fold(name)),
        name_marked=_spaced(tone_key(name)),
        words=_spaced(fold(everything)),
        words_marked=_spaced(tone_key(everything)),
    )


def _beside(product: Product, spellings: dict[tuple[str, int], list[str]]) -> list[str]:
    """Return what else a product is found by: its maker and where it comes from, then and now."""
    texts = [product.label_origin]
    if product.producer and product.producer.name_is_stated:
        maker = product.producer.name
        texts += [maker, *other_words(maker)]
    for kind in ("commune", "province", "former_province"):
        place = getattr(product, kind)
        if place is not None:
            texts += [place.name, *spellings.get((kind, place.pk), [])]
    return [text for text in texts if text]


def _spellings() -> dict[tuple[str, int], list[str]]:
    """Return the other spellings of every province, current and former."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for alias in PlaceAlias.objects.all():
        if alias.province_id:
            found["province", alias.province_id].append(alias.name)
        else:
            found["former_province", alias.former_province_id].append(alias.name)
    return found


def _spaced(words: str) -> str:
    return f" {words} "
