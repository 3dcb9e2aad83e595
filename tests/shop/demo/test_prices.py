"""Made-up prices: plausible, said to be made up, and never written over what the shop changed."""

import csv
import re
from collections import defaultdict
from itertools import permutations
from typing import NamedTuple

import pytest

from catalogue.models import Product, RegisterEntry
from catalogue.quantities import net_quantity
from catalogue.reference.files import DATA
from catalogue.register.reading import read_register
from catalogue.register.rows import CERTIFIED, parse_line
from catalogue.text import fold
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


class Goods(NamedTuple):
    """One offer of a line: what it holds, of which kind and degree (fish sauce) it is."""

    price: int
    amount: float
    kind: str
    degree: int


#: Words that tell goods of other kinds and prices apart: dried, fresh, frozen, steeped, fried …
STATES = {"say", "kho", "tuoi", "dong", "ngam", "chien", "hap"}


def lines_of_goods() -> dict[str, list[Goods]]:
    """The goods of one producer that begin with the same two words and are measured alike."""
    text = TABLE.read_text(encoding="utf-8").splitlines()
    lines = defaultdict(list)
    for row in csv.DictReader(line for line in text if not line.startswith("#")):
        words, content = fold(row["product_name"]).split(), net_quantity(row["unit"])
        if not row["producer_name"]:
            continue
        states, base = STATES.intersection(words), content.base if content else row["unit"]
        name = " ".join([row["producer_name"], *words[:2], *sorted(states), base])
        degree = re.search(r"(\d+) độ", row["product_name"])
        lines[name].append(
            Goods(
                price=int(row["price_vnd"]),
                amount=float(content.amount) if content else 1,
                kind=re.sub(r"\d+", "", fold(row["product_name"])),
                degree=int(degree[1]) if degree else 0,
            )
        )
    return {name: line for name, line in lines.items() if len(line) > 1}


LINES = lines_of_goods()
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
        assert len({offer.key for offer in offers}) == len(offers) == 982
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

    @pytest.mark.parametrize("line", LINES.values(), ids=LINES)
    def test_prices_within_a_line_of_goods_agree(self, line):
        a_unit = [goods.price / goods.amount for goods in line]
        assert max(a_unit) <= 1.5 * min(a_unit)
        for small, large in permutations(line, 2):
            if small.amount < large.amount:
                assert small.price < large.price
                assert small.price / small.amount >= large.price / large.amount
            if (small.amount, small.kind) == (large.amount, large.kind):
                assert small.price <= large.price or small.degree >= large.degree

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

    def test_a_product_whose_producer_is_not_named_has_no_price(self, entry, offers):
        entry()
        Product.objects.update(producer=None)
        offers(OFFER)
        assert create_stock_records() == (0, 0)

    @pytest.mark.parametrize("legal_type", ["medicine", "service"])
    def test_medicine_and_services_have_no_price(self, entry, offers, legal_type):
        entry(legal_type=legal_type)
        offers(OFFER)
        assert create_stock_records() == (0, 0)
