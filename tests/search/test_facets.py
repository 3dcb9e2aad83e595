"""Counts of filters: or within one, and across; a filter ignores its own selection."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engine import engine
from search.query import SearchQuery
from tests import makers
from tests.search.conftest import index


def counts(key, **fields):
    facets = engine().run(SearchQuery(**fields)).facets
    options = next((facet.options for facet in facets if facet.key == key), ())
    return {option.value: option.count for option in options}


def test_counts_without_a_selection(shop):
    assert counts("sao") == {"5": 1, "4": 3, "3": 1}
    assert counts("nhom") == {
        "thuc-pham": 5,
        "ca-phe-ca-cao": 1,
        "che": 1,
        "thuc-pham-che-bien": 3,
    }
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


CHOICES = st.fixed_dictionaries(
    {
        "groups": st.sets(st.sampled_from(["che", "gia-vi", "thuc-pham"]), max_size=2).map(tuple),
        "provinces": st.sets(st.sampled_from(["ha-noi", "hue", "ca-mau"]), max_size=2).map(tuple),
        "stars": st.sets(st.sampled_from([3, 4, 5]), max_size=2).map(tuple),
        "kinds": st.sets(st.sampled_from(["hop_tac_xa", "trang_trai"]), max_size=1).map(tuple),
        "in_stock": st.booleans(),
        "price_from": st.none() | st.integers(0, 500_000),
    }
)


def test_every_count_is_what_choosing_alone_would_give(db, clock):
    makers.many_products(
        120,
        producers=[
            makers.producer("Một", province=makers.province("Hà Nội"), kind="hop_tac_xa"),
            makers.producer("Hai", province=makers.province("Huế"), kind="trang_trai"),
            makers.producer("Ba", province=makers.province("Cà Mau"), kind="hop_tac_xa"),
            makers.producer("Bốn", province=makers.province("Hà Nội"), kind="trang_trai"),
            makers.producer("Năm", province=makers.province("Huế"), kind="hop_tac_xa"),
        ],
        classifications=[makers.group(), makers.group("Gia vị", set_number=10)],
    )
    index()

    @settings(
        deadline=None,
        max_examples=15,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(CHOICES)
    def agrees(fields):
        for key, name in [("sao", "stars"), ("tinh", "provinces"), ("nhom", "groups")]:
            for value, count in counts(key, **fields).items():
                alone = int(value) if name == "stars" else value
                chosen = SearchQuery(**fields).with_(**{name: (alone,)})
                assert engine().run(chosen).total == count

    agrees()
