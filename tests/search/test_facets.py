"""Counts of filters: or within one, and across; a filter ignores its own selection."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.cards import stock_left
from catalogue.text import fold, slugify_vi
from search.analysis.terms import read_terms
from search.engines.select import engine
from search.query import SORTS, SearchQuery, SearchScope
from shop.partner.pricing import price_of
from tests import makers
from tests.search.conftest import index


def counts(key, **fields):
    facets = engine().run(SearchQuery(**fields)).facets
    options = next((facet.options for facet in facets if facet.key == key), ())
    return {option.value: option.count for option in options}


def test_counts_without_a_selection(shop):
    assert counts("sao") == {"5": 1, "4": 3, "3": 1}
    assert counts("nhom") == {"thuc-pham": 5, "ca-phe-ca-cao": 1, "che": 1, "thuc-pham-che-bien": 3}
    assert counts("tinh") == {"dak-lak": 3, "vinh-long": 2}
    assert counts("vung") == {
        "": 5,
        "duyen-hai-nam-trung-bo-va-tay-nguyen": 3,
        "dong-bang-song-cuu-long": 2,
    }
    assert counts("loai") == {"hop_tac_xa": 3, "doanh_nghiep": 2}
    assert counts("con_hang") == {"1": 4}


def test_a_filter_ignores_its_own_selection(shop):
    assert counts("sao", stars=(5,)) == {"5": 1, "4": 3, "3": 1}
    assert counts("tinh", stars=(5,)) == {"dak-lak": 1}
    assert counts("sao", provinces=("vinh-long",)) == {"4": 2}
    assert counts("tinh", provinces=("vinh-long",)) == {"dak-lak": 3, "vinh-long": 2}
    assert counts("con_hang", in_stock=True) == {"1": 4}


def test_a_chosen_value_stays_visible_without_hits(shop):
    assert counts("tinh", provinces=("vinh-long",), stars=(5,)) == {"dak-lak": 1, "vinh-long": 0}


def test_a_former_province_counts_its_own(shop):
    assert counts("tinh", provinces=("ben-tre",))["ben-tre"] == 1


def test_price_bounds_ignore_the_price_asked_for(shop):
    facets = engine().run(SearchQuery(price_from=100000)).facets
    price = next(facet for facet in facets if facet.key == "gia")
    assert (price.low.limit, price.high.limit) == (20000, 399999)
    assert (price.low.value, price.high.value) == (100000, None)


SLUGS = {
    "groups": ["che", "gia-vi", "thuc-pham"],
    "provinces": ["ha-noi", "hue", "ca-mau", "ha-tay"],
}
REGIONS = ["dong-bang-song-cuu-long", "dong-bang-song-hong"]
CHOICES = st.fixed_dictionaries(
    {
        "text": st.sampled_from(["", "chè", "mat ong", "rừng", "không có"]),
        "groups": st.sets(st.sampled_from(SLUGS["groups"]), max_size=2).map(tuple),
        "provinces": st.sets(st.sampled_from(SLUGS["provinces"]), max_size=2).map(tuple),
        "region": st.sampled_from(["", *REGIONS]),
        "stars": st.sets(st.sampled_from([3, 4, 5]), max_size=2).map(tuple),
        "kinds": st.sets(st.sampled_from(["hop_tac_xa", "trang_trai"]), max_size=1).map(tuple),
        "producer": st.sampled_from(["", "mot", "nam", "khong-co"]),
        "in_stock": st.booleans(),
        "price_from": st.none() | st.integers(0, 500_000),
        "price_to": st.none() | st.integers(0, 500_000),
        "sort": st.sampled_from(SORTS),
        "page": st.integers(1, 9),
        "scope": st.sampled_from(
            [
                SearchScope(),
                SearchScope(group="che"),
                SearchScope(region=REGIONS[0]),
                SearchScope(province="hue"),
                SearchScope(producer="hai"),
                SearchScope(group="gone", province="gone", region="gone", producer="gone"),
            ]
        ),
    }
)


@pytest.fixture
def spread(db, clock):
    """120 products over five producers, three provinces and two groups, some without a price."""
    north = makers.region("dong-bang-song-hong", "Đồng bằng sông Hồng")
    hanoi = makers.province("Hà Nội", region=north)
    former = makers.former_province("Hà Tây", current=hanoi)
    names = [
        *(("Một", hanoi, "hop_tac_xa"), ("Hai", makers.province("Huế"), "trang_trai")),
        *(("Ba", makers.province("Cà Mau"), "hop_tac_xa"), ("Bốn", hanoi, "trang_trai")),
        ("Năm", makers.province("Huế"), "hop_tac_xa"),
    ]
    made = makers.many_products(
        120,
        producers=[
            makers.producer(name, slug=slugify_vi(name), province=at, kind=kind)
            for name, at, kind in names
        ],
        classifications=[makers.group(), makers.group("Gia vị", set_number=10)],
    )
    for product in made[::9]:
        product.stockrecords.all().delete()
    moved = [product.pk for product in made if product.province_id == hanoi.pk][::2]
    makers.Product.objects.filter(pk__in=moved).update(former_province=former)
    index()

    #: A filter by its name in a query, and whether a product of the oracle below meets a choice.


MEETS = {
    "groups": lambda row, values: bool(row["groups"] & set(values)),
    "provinces": lambda row, values: bool(row["places"] & set(values)),
    "region": lambda row, value: row["region"] == value,
    "stars": lambda row, values: row["stars"] in values,
    "kinds": lambda row, values: row["kind"] in values,
    "producer": lambda row, value: row["producer"] == value,
    "in_stock": lambda row, _value: row["in_stock"],
    "price": lambda row, ends: row["price"] is not None and ends[0] <= row["price"] <= ends[1],
}


def read_everything():
    """Products read through the gate one by one, for counting by hand."""
    return [
        {
            "words": f" {fold(f'{product.title} {product.producer.name} {product.province.name}')} ",
            "groups": {product.classification.group.slug, product.classification.sector.slug},
            "places": {product.province.slug}
            | ({"ha-tay"} if product.former_province_id else set()),
            "province": product.province.slug,
            "region": product.province.region.slug,
            "stars": product.stars,
            "kind": product.producer.kind,
            "producer": product.producer.slug,
            "in_stock": stock_left(product) != 0,
            "price": price_of(product),
        }
        for product in makers.Product.objects.public()
    ]


def chosen_by(query):
    """The choices of an answered query, by filter."""
    found = {name: getattr(query, name) for name in MEETS if name != "price"}
    if query.has_price:
        low, high = query.price_from, query.price_to
        found["price"] = (low or 0, 10**9 if high is None else high)
    return {name: value for name, value in found.items() if value}


def in_scope(each, scope):
    return (
        scope.group in ("", *each["groups"])
        and scope.region in ("", each["region"])
        and scope.province in ("", each["province"])
        and scope.producer in ("", each["producer"])
    )


def by_hand(everything, query, *, leave_out=""):
    """The products that meet the text, the page's scope and every choice but one."""
    choices = {name: value for name, value in chosen_by(query).items() if name != leave_out}
    return [
        row
        for row in everything
        if all(term.folded in row["words"] for term in read_terms(query.text))
        and in_scope(row, query.scope)
        and all(MEETS[name](row, value) for name, value in choices.items())
    ]


VALUES = {
    "nhom": ("groups", lambda row: row["groups"]),
    "tinh": ("provinces", lambda row: row["places"]),
    "vung": ("region", lambda row: {row["region"]}),
    "sao": ("stars", lambda row: {str(row["stars"])}),
    "loai": ("kinds", lambda row: {row["kind"]}),
    "nsx": ("producer", lambda row: {row["producer"]}),
    "con_hang": ("in_stock", lambda row: {"1"} if row["in_stock"] else set()),
}


def test_every_answer_is_what_counting_by_hand_gives(spread):
    everything = read_everything()

    @settings(
        deadline=None,
        max_examples=60,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(CHOICES)
    def agrees(fields):
        found = engine().run(SearchQuery(**fields))
        query = found.query
        hits = by_hand(everything, query)
        assert found.total == len(hits)
        assert len(found.hits) == max(0, min(24, len(hits) - 24 * (query.page - 1)))
        for facet in found.facets:
            if facet.key == "gia":
                prices_agree(facet, by_hand(everything, query, leave_out="price"))
                continue
            name, values_of = VALUES[facet.key]
            pool = by_hand(everything, query, leave_out=name)
            counted = Counter(value for row in pool for value in values_of(row))
            for option in facet.options:
                expected = counted[option.value] if option.value else everywhere(facet.key, pool)
                assert option.count == expected, (facet.key, option)
        for name, more in found.hits_without.items():
            gained = by_hand(everything, query, leave_out=name)
            assert more == len(gained) - len(hits)

    agrees()


def everywhere(key, pool):
    return len(pool) if key == "vung" else 0


def prices_agree(facet, pool):
    for option in facet.options:
        low, high = (int(end) if end else None for end in option.value.split("-"))
        inside = [
            row
            for row in pool
            if row["price"] is not None
            and (low or 0) <= row["price"] <= (10**9 if high is None else high)
        ]
        assert option.count == len(inside)


def test_a_producer_that_is_chosen_stays_visible_without_hits(shop):
    options = counts("nsx", producer=shop.coop.slug, kinds=("doanh_nghiep",))
    assert options == {"": 0, shop.firm.slug: 2, shop.coop.slug: 0}


def test_at_most_twelve_producers_are_offered_and_the_chosen_one(db, clock):
    offered = [makers.producer(f"Hợp tác xã {n}") for n in range(14)]
    makers.many_products(28 + 13, producers=offered)
    index()
    assert len(counts("nsx")) == 12
    last = offered[-1].slug
    assert counts("nsx", producer=last)[last] == 2


def test_price_ranges_are_few_and_cover_every_price(db, clock):
    makers.many_products(120)
    index()
    ranges = counts("gia")
    assert 2 <= len(ranges) <= 5
    assert sum(ranges.values()) == 120
