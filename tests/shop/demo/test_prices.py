"""Made-up prices: plausible, said to be made up, and never written over what the shop changed."""

import csv

import pytest

from catalogue.models import Product, RegisterEntry
from catalogue.reference.files import DATA
from catalogue.register.reading import read_register
from catalogue.register.rows import CERTIFIED, parse_line
from shop.demo.prices import TABLE, Offer, create_stock_records, read_offers
from shop.partner.models import StockRecord
from tests import makers


@pytest.fixture
def offers(monkeypatch):
    """Only these offers stand in the file."""
    return lambda *rows: monkeypatch.setattr("shop.demo.prices.read_offers", lambda: iter(rows))


@pytest.fixture
def entry(db):
    """A register entry of a product without a price."""

    def make(key="k1", **facts):
        product = makers.product(price=None, **facts)
        RegisterEntry.objects.create(key=key, product_name=product.title, product=product)
        return product

    return make


OFFER = Offer(key="k1", unit="chai 500 ml", weight_grams=820, price_vnd=150000, stock=12)


class TestTheFile:
    def test_every_line_says_where_its_price_comes_from(self):
        text = TABLE.read_text(encoding="utf-8")
        assert text.startswith("# ")
        assert "MINH HOẠ" in text.splitlines()[0]
        rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
        assert {row["note"] for row in rows} == {"giá minh hoạ", "giá theo nguồn"}

    def test_every_line_is_a_product_of_the_register(self):
        lines = read_register(DATA / "ocop_products.csv").lines
        rows = [parse_line(line, year=2026)[0] for line in lines]
        certified = {row.key: row for row in rows if row.stars in CERTIFIED}
        offers = list(read_offers())
        assert len({offer.key for offer in offers}) == len(offers) == 916
        assert {offer.key for offer in offers} <= set(certified)
        stated = {key: row.price_vnd for key, row in certified.items() if row.price_vnd}
        for offer in offers:
            assert stated.get(offer.key, offer.price_vnd) == offer.price_vnd

    def test_prices_are_round_and_weights_are_parcels(self):
        for offer in read_offers():
            assert offer.price_vnd % 1000 == 0
            assert 15_000 <= offer.price_vnd <= 8_000_000
            assert 50 <= offer.weight_grams <= 12_500
            assert offer.unit
            assert offer.stock >= 0

    def test_a_few_are_sold_out(self):
        assert 5 <= sum(offer.stock == 0 for offer in read_offers()) <= 40


class TestStockShelves:
    def test_gives_price_stock_unit_and_weight(self, entry, offers):
        product = entry()
        offers(OFFER)
        assert create_stock_records() == (1, 0)
        record = StockRecord.objects.get()
        assert (record.product, record.price, record.num_in_stock) == (product, 150000, 12)
        assert record.partner == product.producer.partner
        product.refresh_from_db()
        assert (product.unit, product.weight_grams) == ("chai 500 ml", 820)

    def test_a_second_time_changes_nothing_the_shop_changed(self, entry, offers):
        entry()
        offers(OFFER)
        create_stock_records()
        StockRecord.objects.update(price=1000, num_in_stock=1)
        Product.objects.update(unit="hũ")
        assert create_stock_records() == (0, 0)
        assert StockRecord.objects.get().price == 1000
        assert Product.objects.get().unit == "hũ"

    def test_reset_sets_back_and_leaves_room_for_orders(self, entry, offers):
        entry()
        offers(OFFER)
        create_stock_records()
        StockRecord.objects.update(price=1000, num_in_stock=3, num_allocated=2)
        assert create_stock_records(reset=True) == (0, 1)
        record = StockRecord.objects.get()
        assert (record.price, record.net_stock_level) == (150000, 12)

    def test_a_product_whose_producer_is_not_named_has_a_seller(self, entry, offers):
        product = entry()
        Product.objects.update(producer=None)
        offers(OFFER)
        create_stock_records()
        seller = product.stockrecords.get().partner
        assert seller.code.startswith("chua-neu-chu-the")

    @pytest.mark.parametrize("legal_type", ["medicine", "service"])
    def test_medicine_and_services_have_no_price(self, entry, offers, legal_type):
        entry(legal_type=legal_type)
        offers(OFFER)
        assert create_stock_records() == (0, 0)
