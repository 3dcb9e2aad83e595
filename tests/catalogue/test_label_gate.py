"""The label gate: three steps, and the database and the policy say the same under each."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.cards import product_cards
from catalogue.labels import label_gate_rule, label_meter
from catalogue.models import LabelItem, LabelStatement, Product
from catalogue.models.label_rule import (
    KIND_BY_SET,
    LabelGate,
    label_kind,
    label_requirements,
    missing_items,
)
from catalogue.models.product import LegalType
from catalogue.policies import is_display_only, label_gaps_to_accept, sale_refusal
from catalogue.quantities import names_quantity, net_quantity
from catalogue.services.labels import state_label
from catalogue.star_check import check_star
from search.index.maintenance import renew_entries
from search.index.outbox import drain
from search.models import SearchEntry
from shop.partner.pricing import prices_for
from tests import makers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NUMBERS = st.sampled_from(
    ["", "0", "0,0", "00", "1", "05", "10", "100", "0,5", "0.25", "1.5", "2,"]
)
WORDS = st.sampled_from(
    [
        "g",
        "G",
        "kg",
        "Kg",
        "ml",
        "lít",
        "LÍT",
        "l",
        "gói",
        "hộp",
        "túi lọc",
        "×",
        "x",
        "hũ",
        "làng",
        "_",
    ]
)
UNITS = st.lists(st.builds("{}{}{}".format, NUMBERS, st.sampled_from(["", " "]), WORDS), max_size=4)
LABELS = st.tuples(
    st.sampled_from(LegalType.values),
    st.sampled_from([None, 1, 7, *KIND_BY_SET]),
    st.sets(st.sampled_from(LabelItem.values), max_size=len(LabelItem)),
    st.booleans(),
    UNITS.map(" ".join),
)


@pytest.fixture
def shelf():
    return [makers.product(unit="") for _ in range(6)]


@pytest.fixture
def nodes():
    return {n: makers.group(f"Bộ {n}", set_number=n) for n in (1, 7, *KIND_BY_SET)} | {None: None}


@settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(labels=st.lists(LABELS, min_size=1, max_size=6), step=st.sampled_from(LabelGate.values))
def test_the_database_and_the_policy_agree_under_every_step(shelf, nodes, settings, labels, step):
    settings.LABEL_GATE = step
    with transaction.atomic():
        for item, (legal_type, number, stated, whole, unit) in zip(shelf, labels, strict=False):
            item.legal_type, item.classification, item.unit = legal_type, nodes[number], unit[:60]
            if whole:
                stated = stated | {r.item.value for r in label_requirements(label_kind(item))}
            LabelStatement.objects.bulk_create(
                LabelStatement(product=item, item=name, text="Có") for name in stated
            )
        Product.objects.bulk_update(shelf, ["legal_type", "classification", "unit"])
        incomplete = set(Product.objects.with_incomplete_label().values_list("pk", flat=True))
        for_sale = set(Product.objects.for_sale().values_list("pk", flat=True))
        stocked = set(
            Product.objects.with_stock().filter(has_stock=True).values_list("pk", flat=True)
        )
        for item in [*Product.objects.for_sale_check(), *Product.objects.all()]:
            gaps = missing_items(item)
            assert bool(gaps) is (item.pk in incomplete), (item.unit, gaps)
            assert (sale_refusal(item) is None) is (item.pk in for_sale)
            assert is_display_only(item) is (item.pk not in stocked)
            assert bool(label_gaps_to_accept(item)) is (step == "ask" and bool(gaps))
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("unit", "named"),
    [
        *[
            (unit, True)
            for unit in ("hũ 250 g", "hộp 20 túi lọc", "lốc 6 hũ × 70 ml", "chai 0,5 lít")
        ],
        *[(unit, True) for unit in ("túi 500G", "1 kg", "hộp 12 cái")],
        *[
            (unit, False)
            for unit in ("", "hộp", "combo 2", "0 g", "gói 0,0 kg", "500 giỏ quà to đẹp")
        ],
    ],
)
def test_a_unit_that_names_a_quantity_is_read_as_the_unit_price_reads_it(unit, named):
    assert names_quantity(unit) is named
    assert (net_quantity(unit) is not None) is named


def complete(product):
    texts = {r.item: "Có" for r in label_requirements(label_kind(product)) if r.required}
    state_label(product=product, texts=texts)


@pytest.fixture
def jar():
    return makers.product("Mật ong bạc hà", unit="hũ 250 g", price=210_000)


def card_of(product):
    products = Product.objects.public().cards_only().filter(pk=product.pk)
    return product_cards(products, prices_for(products))[0]


def test_under_tell_it_is_sold(jar, settings):
    settings.LABEL_GATE = "tell"
    assert sale_refusal(jar) is None
    assert card_of(jar).price == 210_000


def test_under_refuse_it_is_shown_and_not_sold_until_the_label_is_complete(jar, settings, client):
    settings.LABEL_GATE = "refuse"
    refusal = sale_refusal(jar)
    assert refusal.code == "label_incomplete"
    assert str(LabelItem.INGREDIENTS.label).lower() in refusal.message
    card = card_of(jar)
    assert (card.price, card.sellable) == (None, False)
    page = client.get(jar.get_absolute_url()).content.decode()
    assert refusal.message in page
    assert '"offers"' not in page
    assert str(LabelItem.INGREDIENTS.label) in page
    complete(jar)
    assert sale_refusal(jar) is None
    assert '"offers"' in client.get(jar.get_absolute_url()).content.decode()


def test_the_star_check_says_true_and_not_sold(jar, settings):
    settings.LABEL_GATE = "refuse"
    (verdict,) = check_star("Mật ong bạc hà").verdicts
    assert (verdict.outcome, verdict.url) == ("in_force", jar.get_absolute_url())
    assert verdict.reason


def test_the_index_follows_the_label_and_the_setting(jar, settings):
    drain()
    assert SearchEntry.objects.get(pk=jar.pk).price == 210_000
    settings.LABEL_GATE = "refuse"
    renew_entries()
    drain()
    entry = SearchEntry.objects.get(pk=jar.pk)
    assert (entry.price, entry.in_stock, entry.shown) == (None, False, True)
    complete(jar)
    drain()
    assert SearchEntry.objects.get(pk=jar.pk).in_stock
    state_label(product=jar, texts={LabelItem.INGREDIENTS: ""})
    drain()
    settings.LABEL_GATE = "tell"
    renew_entries()
    drain()
    assert SearchEntry.objects.get(pk=jar.pk).price == 210_000


def test_cards_cost_the_same_for_any_number_under_refuse(settings, django_assert_max_num_queries):
    settings.LABEL_GATE = "refuse"
    for number in range(12):
        makers.product(f"Trà {number}")
    products = Product.objects.public().cards_only()
    with django_assert_max_num_queries(9):
        product_cards(products, prices_for(products))


def test_the_meter_counts_what_the_law_wants(jar):
    before = label_meter(jar)
    assert (before.stated, before.stated + len(before.missing)) == (1, before.wanted)
    complete(jar)
    after = label_meter(Product.objects.get(pk=jar.pk))
    assert (after.stated, after.missing) == (after.wanted, [])


def test_each_step_has_a_rule_of_its_own(settings):
    rules = set()
    for step in LabelGate.values:
        settings.LABEL_GATE = step
        rules.add(label_gate_rule())
    assert len(rules) == len(LabelGate)
