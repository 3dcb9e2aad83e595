"""From a product to its search entry: words, certificate window and price."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from catalogue.audience import Audience
from catalogue.cards import stock_left
from catalogue.clock import today
from catalogue.models import Certificate, PlaceAlias, Product, Proof
from catalogue.policies import is_display_only, is_displayable, is_for_adults
from catalogue.text import fold, tone_key
from search.analysis.group_synonyms import words_of_nodes
from search.analysis.synonyms import Phrase, other_words, phrase
from search.models import SearchEntry
from search.price_ranges import price_step
from search.proof_windows import write_windows
from shop.partner.ordering_pause import pause_refusal
from shop.partner.pricing import price_of

Spellings = dict[tuple[str, int], list[str]]


class CertificateWindow(NamedTuple):
    """The days on which a certificate is in force, the last included."""

    first: date
    last: date
    stars: int


def product_document(product: Product, spellings: Spellings) -> SearchEntry:
    """Return the entry of a product read with its producer, places, stock and certificates."""
    window, display_only = _window(product), is_display_only(product)
    price = None if display_only else price_of(product)
    names = [_phrase(product.title), *map(phrase, other_words(product.title))]
    phrases = [*names, *map(phrase, _context_texts(product, spellings))]
    phrases += map(_phrase, _numbers(product))
    return SearchEntry(
        product_id=product.pk,
        shown=is_displayable(product, Audience.ADULT),
        adults_only=is_for_adults(product),
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
        in_stock=not display_only and stock_left(product) != 0 and not _is_paused(product),
        proofs=write_windows(_own_proofs(product)),
        name=_joined(entry.folded for entry in names),
        name_marked=_joined(entry.marked for entry in names),
        words=_joined(entry.folded for entry in phrases),
        words_marked=_joined(entry.marked for entry in phrases),
    )


def _is_paused(product: Product) -> bool:
    record = product.stock_record
    return record is not None and pause_refusal(record) is not None


def read_spellings() -> Spellings:
    """Return the other spellings of every province, current and former, and of product groups."""
    spellings: Spellings = defaultdict(list)
    for alias in PlaceAlias.objects.all():
        if alias.province_id:
            spellings["province", alias.province_id].append(alias.name)
        elif alias.former_province_id:
            spellings["former_province", alias.former_province_id].append(alias.name)
    for node, words in words_of_nodes().items():
        spellings["node", node] += words
    return spellings


def with_outer_spaces(words: str) -> str:
    """Return words with a space at both ends."""
    return f" {words} "


def _joined(words: Iterable[str]) -> str:
    return with_outer_spaces(" ".join(filter(None, words)))


def _phrase(text: str) -> Phrase:
    """Return a text that hardly comes twice as words; phrase() remembers the others."""
    return Phrase(fold(text), tone_key(text))


def _own_proofs(product: Product) -> list[Proof]:
    """Return the proofs that its present producer holds."""
    return [proof for proof in product.proofs.all() if proof.producer_id == product.producer_id]


def _window(product: Product) -> CertificateWindow | None:
    """Return the window of today, else the next one to come, else the last one that was."""
    windows = sorted(filter(None, map(_certificate_window, product.certificates.all())))
    day = today()
    not_ended = [window for window in windows if window.last >= day]
    return next(iter(not_ended), windows[-1] if windows else None)


def _certificate_window(certificate: Certificate) -> CertificateWindow | None:
    days = certificate.days_in_force
    return None if days is None else CertificateWindow(*days, certificate.stars)


def _numbers(product: Product) -> list[str]:
    """Return the codes and decision numbers of all certificates that the product ever had."""
    numbers = (
        number
        for certificate in product.certificates.all()
        if certificate.verified_at is not None
        for number in (certificate.code, certificate.decision_number)
    )
    return list(dict.fromkeys(filter(None, numbers)))


def _context_texts(product: Product, spellings: Spellings) -> list[str]:
    """Return what else a product is found by: group, producer, and its places of today and before."""
    texts = [product.label_origin]
    if product.classification_id:
        texts += spellings.get(("node", product.classification_id), [])
    if product.producer and product.producer.name_is_stated:
        name = product.producer.name
        texts += [name, *_other_words_of_producer(name)]
    for kind in ("commune", "province", "former_province"):
        place = getattr(product, kind)
        if place is not None:
            texts += [place.name, *spellings.get((kind, place.pk), [])]
    return [text for text in texts if text]


@lru_cache(maxsize=20_000)
def _other_words_of_producer(name: str) -> tuple[str, ...]:
    return tuple(other_words(name))
