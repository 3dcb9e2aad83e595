"""The front page counts what the index knows, and never what is certified no more."""

from collections import Counter

from catalogue.services.certificates import revoke_certificate
from search.home_counts import _count_in_memory, count_public
from search.index.outbox import drain
from shop.storefront.home.page import home_card_rows
from tests import makers
from tests.search.conftest import index


def test_it_counts_what_the_gate_lets_through(shop):
    counts = _count_in_memory()
    public = list(makers.Product.objects.public().select_related("classification__sector"))
    assert counts.by_province == Counter(product.province_id for product in public)
    assert counts.by_sector == Counter(product.classification.sector.slug for product in public)
    assert counts.by_stars == Counter(product.stars for product in public)
    assert count_public() == counts


def test_a_revocation_is_counted_at_once(shop):
    before = count_public().products
    revoke_certificate(certificate=shop.coffee.certificates.get(), ground="b", by=makers.user())
    drain()
    after = count_public()
    assert after.products == before - 1
    assert shop.coffee.pk not in after.newest


def test_the_newest_come_first_and_pass_the_gate(shop):
    newest = makers.product("Mắm cá", producer=shop.firm, since=makers.today())
    index()
    counts = count_public()
    assert counts.newest[0] == newest.pk
    newest.certificates.update(revoked_on=makers.today(), revocation_ground="b")
    assert newest.title not in [card.title for card in home_card_rows(counts)["newest"]]


def test_five_stars_are_known_and_pass_the_gate(shop):
    counts = count_public()
    assert counts.newest_five_stars == (shop.coffee.pk,)
    shop.coffee.certificates.update(revoked_on=makers.today(), revocation_ground="b")
    assert home_card_rows(counts)["best"] == []


def test_before_anything_is_indexed_the_gate_counts(db, clock):
    made = makers.product("Mật ong")
    assert _count_in_memory() is None
    assert count_public().products == 1
    assert [card.title for card in home_card_rows(count_public())["newest"]] == [made.title]
