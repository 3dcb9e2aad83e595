"""A catalogue in which everything happens: ties, gaps, windows that end, words that overlap."""

import random
from datetime import datetime, timedelta

import pytest
from wagtail.models import Page

from catalogue.clock import VIETNAM, today
from catalogue.models.producer import ProducerKind
from catalogue.text import fold, tone_key
from search.elastic.engine import ElasticEngine
from search.embedded import EmbeddedEngine
from search.index.documents import with_outer_spaces
from search.models import PageEntry, SearchEntry
from search.price_ranges import price_step
from tests import makers, proof_makers
from tests.search.conftest import index
from tests.search.contract.oracle import Oracle
from tests.search.elastic.clusters import own_indexes

TITLES = (
    *("Cà phê rang xay", "Cà phê bột", "Trà cà gai leo", "Chè Shan tuyết cổ thụ", "Bò khô"),
    *("Bơ sáp", "Bò một nắng", "Kẹo dừa", "Dừa sấy", "Mật ong rừng tràm", "Mật ong hoa cà phê"),
    *("Nước mắm cá cơm", "Mắm cá", "Thịt lợn gác bếp", "Hạt điều ½ cân", "Cà", "Gạo ST25"),
)
PAGES = (
    *("Chuyện cà phê", "Mùa chè Shan tuyết", "Nước mắm và cá", "Cà phê, cà phê"),
    *("Vĩnh Long", "Đắk Lắk có cà phê và bơ", "Bơ sáp", "Chuyện chưa kể về cà phê"),
)
NUMBER = 130


@pytest.fixture
def catalogue(db, clock):
    """130 products of eleven producers in three provinces, some alcohol, and eight pages."""
    draw = random.Random(11)
    made = makers.many_products(
        NUMBER, titles=TITLES, producers=_producers(), classifications=_groups()
    )
    alcohol = {"legal_type": "alcohol"}
    makers.Product.objects.filter(pk__in=[item.pk for item in made[::9]]).update(**alcohol)
    makers.product("Cà phê ngâm rượu", until=today() - timedelta(days=3), **alcohol)
    ended = makers.product("Cà phê hết hạn", until=today() - timedelta(days=1))
    for days in (30, 9, 9):
        makers.product("Cà phê trước kia", until=today() - timedelta(days=days))
    coming = makers.product("Cà phê sắp bán", since=today() + timedelta(days=1))
    last_day = makers.product("Cà phê hôm nay", until=today())
    for item in (ended, coming, last_day):
        assert item.pk
    _prove(made)
    index()
    _vary([item.pk for item in made], draw)
    _write_pages(draw)
    return Oracle()


@pytest.fixture(params=["embedded", pytest.param("cluster", marks=pytest.mark.cluster)])
def engine(request, catalogue, settings):
    """Every engine in turn, knowing the catalogue."""
    if request.param == "embedded":
        yield EmbeddedEngine()
        return
    with own_indexes(settings):
        yield ElasticEngine()


def _producers():
    highlands = makers.region("tay-nguyen", "Tây Nguyên")
    dak_lak = makers.province("Đắk Lắk", region=highlands)
    vinh_long = makers.province("Vĩnh Long")
    ca_mau = makers.province("Cà Mau")
    makers.former_province("Bến Tre", current=vinh_long)
    makers.former_province("Trà Vinh", current=vinh_long)
    provinces = (dak_lak, vinh_long, ca_mau)
    kinds = ProducerKind.values
    return [
        makers.producer(
            f"Hợp tác xã Số {n}",
            province=provinces[n % 3],
            kind=kinds[n % len(kinds)],
            name_is_stated=n != 4,
        )
        for n in range(11)
    ] + [makers.producer(f"Cơ sở {n}", province=dak_lak, kind=kinds[0]) for n in range(4)]


def _groups():
    return [
        makers.group("Cà phê, ca cao", set_number=13),
        makers.group("Chè", set_number=11),
        makers.group("Thực phẩm chế biến", set_number=8),
        makers.group("Đồ uống khác", sector="Đồ uống", set_number=14),
    ]


def _prove(made: list) -> None:
    """Proofs that hold, that end today, that ended yesterday, that begin tomorrow, of one or more kinds."""
    day, one = today(), timedelta(days=1)
    for item in made[::3]:
        proof_makers.proof(item, kind="vietgap")
    for item in made[1::4]:
        proof_makers.proof(item, kind="huu_co", valid_until=day)
    for item in made[2::5]:
        proof_makers.proof(item, kind="haccp", valid_until=day - one)
        proof_makers.proof(item, kind="halal", valid_from=day + one)
        proof_makers.proof(item, kind="halal", is_verified=False)
    for item in made[::7]:
        proof_makers.proof(item, kind="chi_dan_dia_ly", valid_until=None)
        proof_makers.proof(item, kind="vietgap", valid_until=day - one)


def _vary(keys: list[int], draw: random.Random) -> None:
    """Give entries what the makers give all alike; they stay those of public products."""
    formers = list(makers.FormerProvince.objects.values_list("pk", flat=True))
    entries = list(SearchEntry.objects.filter(pk__in=keys))
    for entry in entries:
        price = draw.choice([None, 20_000, 49_999, 50_000, 185_000, 185_000, 990_000, 12_000_000])
        entry.price, entry.price_step = price, None if price is None else price_step(price)
        entry.in_stock = draw.random() < 0.7
        entry.valid_from = today() - timedelta(days=draw.choice([0, 1, 1, 200, 400]))
        entry.former_province = draw.choice([None, *formers])
        entry.province = entry.province if draw.random() < 0.95 else None
        entry.producer = entry.producer if draw.random() < 0.95 else None
        entry.shown = draw.random() < 0.95
    fields = ["price", "price_step", "in_stock", "valid_from", "former_province"]
    SearchEntry.objects.bulk_update(entries, [*fields, "province", "producer", "shown"])


def _write_pages(draw: random.Random) -> None:
    root = Page.get_first_root_node()
    for number, title in enumerate(PAGES):
        page = root.add_child(instance=Page(title=title, slug=f"trang-{number}"))
        told = datetime(2026, 3, draw.choice([1, 2]), 8, tzinfo=VIETNAM)
        text = f"{title} {' '.join(draw.sample(TITLES, 4))}"
        PageEntry.objects.create(
            page=page,
            kind="story",
            shown=number != len(PAGES) - 1,
            first_published=None if number == 2 else told + timedelta(microseconds=number % 2),
            name=with_outer_spaces(fold(title)),
            name_marked=with_outer_spaces(tone_key(title)),
            words=with_outer_spaces(fold(text)),
            words_marked=with_outer_spaces(tone_key(text)),
        )
