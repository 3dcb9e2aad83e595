"""The real register, every certified product of it on sale, for the golden set to be asked of."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import override_settings

from catalogue.models import Certificate, Product
from catalogue.places import forget_index
from catalogue.reference import load_reference
from catalogue.reference.files import DATA
from catalogue.register.importing import import_register
from catalogue.text import tone_key
from search.answers import answer
from search.index.entries import reindex_all
from search.query import SearchQuery
from search.vocabulary import Vocabulary
from tests.search.golden.judge import Item

REGISTER = DATA / "ocop_products.csv"
TODAY, FOREVER = date(2026, 11, 21), date(2099, 12, 31)
#: Some rows say in their source which dossier they are of.
CODE = re.compile(r"\b\d{2}-\d{3}-\d{5}-\d+-20\d{2}\b")


@pytest.fixture(scope="module")
def whole_register(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every product of 3 to 5 stars without alcohol is public, on 21/11/2026; by its address.

    Rows without a year get one, and certificates no end. All of it is rolled back after the
    module, so that other tests find nothing.
    """
    file = tmp_path_factory.mktemp("register") / "so-bo.csv"
    _write_with_years(file)
    with django_db_blocker.unblock(), override_settings(OCOP_TODAY=TODAY), transaction.atomic():
        try:
            load_reference()
            import_register(file)
            _hold_for_ever()
            for _written in reindex_all():
                pass
            yield _items()
        finally:
            transaction.set_rollback(True)
            forget_index()


@pytest.fixture
def golden_engine(whole_register, db):
    """What the golden set is asked of: anything with run(query). Here all that a shopper gets."""
    return SimpleNamespace(run=answer)


@pytest.fixture
def ask(golden_engine):
    """Ask the engine for all pages of a text; gives the addresses of the products in order."""
    return Asking(golden_engine, Vocabulary.load())


@dataclass(frozen=True)
class Asking:
    """A question to an engine, every page of the answer."""

    engine: object
    words: Vocabulary

    def __call__(self, text: str) -> list[str]:
        query = SearchQuery(text=text)
        results = self.engine.run(query, self.words)
        found = [card.url for card in results.hits]
        for page in range(2, results.pages + 1):
            found += [card.url for card in self.engine.run(query.with_(page=page), self.words).hits]
        return found


def _write_with_years(file) -> None:
    with REGISTER.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(row | {"certified_year": row["certified_year"] or "2025"} for row in rows)


def _hold_for_ever() -> None:
    certificates = Certificate.objects.all()
    begun = date(2026, 1, 1)
    certificates.filter(valid_from__gt=TODAY).update(
        issued_not_before=begun, issued_not_after=begun, valid_from=begun
    )
    certificates.update(valid_until=FOREVER, possible_until=FOREVER)
    for held in certificates.filter(source__contains="hồ sơ"):
        code = CODE.search(held.source)
        if code:
            certificates.filter(pk=held.pk).update(code=code[0])


def _items() -> dict[str, Item]:
    products = Product.objects.public().select_related(
        "producer",
        "province",
        "commune",
        "former_province",
        "classification__group",
        "classification__sector",
    )
    codes = dict(Certificate.objects.values_list("product", "code"))
    return {item.url: item for item in (_item(product, codes[product.pk]) for product in products)}


def _item(product: Product, code: str) -> Item:
    producer = product.producer
    maker = producer.name if producer and producer.name_is_stated else ""
    places = (product.commune, product.province, product.former_province)
    origin = [product.label_origin, *(place.name for place in places if place)]
    node = product.classification
    fields = {
        "name": [product.title],
        "maker": [maker],
        "from": origin,
        "code": [code],
        "any": [product.title, maker, *origin],
    }
    return Item(
        url=product.get_absolute_url(),
        title=product.title,
        fields={name: _spaced(texts) for name, texts in fields.items()},
        groups=frozenset(key.slug for key in (node.sector, node.group) if key),
    )


def _spaced(texts: list[str]) -> str:
    """Texts one after the other, with something between that no wording has."""
    return f" {' | '.join(tone_key(text) for text in texts)} "
