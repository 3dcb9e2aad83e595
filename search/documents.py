"""From a product to its document: the one place where words, window and price are decided."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from catalogue.cards import shop_price, stock_left
from catalogue.clock import today
from catalogue.models import Certificate, PlaceAlias, Product
from catalogue.models.product import LegalType
from catalogue.text import fold, tone_key
from search.grouping import words_of_nodes
from search.models import SearchEntry
from search.prices import price_step
from search.synonyms import other_words

Spellings = dict[tuple[str, int], list[str]]


class Window(NamedTuple):
    """The days on which a certificate holds, the last included."""

    first: date
    last: date
    stars: int
    code: str


def product_document(product: Product, spellings: Spellings) -> SearchEntry:
    """Return the entry of a product read with its producer, places, stock and certificates."""
    name = " ".join([product.title, *other_words(product.title)])
    window = _window(product)
    everything = " ".join([name, *_beside(product, spellings), window.code if window else ""])
    price = shop_price(product)
    return SearchEntry(
        product_id=product.pk,
        shown=_displayable(product),
        stars=window.stars if window else None,
        valid_from=window.first if window else None,
        valid_until=window.last if window else None,
        node=product.classification_id,
        province=product.province_id,
        former_province=product.former_province_id,
        producer=product.producer_id,
        producer_kind=product.producer.kind if product.producer else "",
        price=price,
        price_step=None if price is None else price_step(price),
        in_stock=stock_left(product) != 0,
        name=spaced(fold(name)),
        name_marked=spaced(tone_key(name)),
        words=spaced(fold(everything)),
        words_marked=spaced(tone_key(everything)),
    )


def read_spellings() -> Spellings:
    """Return the other spellings of every province, current and former, and of product groups."""
    found: Spellings = defaultdict(list)
    for alias in PlaceAlias.objects.all():
        if alias.province_id:
            found["province", alias.province_id].append(alias.name)
        else:
            found["former_province", alias.former_province_id].append(alias.name)
    for node, words in words_of_nodes().items():
        found["node", node] += words
    return found


def spaced(words: str) -> str:
    """Return words with a space at both ends."""
    return f" {words} "


def _displayable(product: Product) -> bool:
    """Say in Python what ProductQuerySet.displayable() asks of the database."""
    return (
        product.is_public
        and product.structure in (Product.STANDALONE, Product.PARENT)
        and product.legal_type != LegalType.ALCOHOL
    )


def _window(product: Product) -> Window | None:
    """Return the window of today, else the next one to come, else the last one that was."""
    windows = sorted(filter(None, map(_of, product.certificates.all())))
    day = today()
    open_still = [window for window in windows if window.last >= day]
    return next(iter(open_still), windows[-1] if windows else None)


def _of(certificate: Certificate) -> Window | None:
    """Return the days on which in_force_condition() holds for a certificate, if there are any."""
    if certificate.verified_at is None:
        return None
    ends = [certificate.extended_until or certificate.valid_until]
    for stopped in (certificate.revoked_on, certificate.superseded_on):
        if stopped is not None:
            ends.append(stopped - timedelta(days=1))
    last = min(ends)
    if last < certificate.valid_from:
        return None
    return Window(certificate.valid_from, last, certificate.stars, certificate.code)


def _beside(product: Product, spellings: Spellings) -> list[str]:
    """Return what else a product is found by: group, maker, and where it comes from, then and now."""
    texts = [product.label_origin, *spellings.get(("node", product.classification_id), [])]
    if product.producer and product.producer.name_is_stated:
        maker = product.producer.name
        texts += [maker, *other_words(maker)]
    for kind in ("commune", "province", "former_province"):
        place = getattr(product, kind)
        if place is not None:
            texts += [place.name, *spellings.get((kind, place.pk), [])]
    return [text for text in texts if text]
