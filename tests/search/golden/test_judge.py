"""The judge judges as it says, and the set is what it claims to be."""

from collections import Counter

import pytest

from catalogue.text import tone_key
from tests.search.golden.judge import BEST, FAIR, Condition, Item, Wish, judge, report, wishes

PHENOMENA = {
    "no_marks",
    "marks_typed",
    "mixed",
    "nfd",
    "case",
    "tone_placement",
    "d_stroke",
    "synonym_region",
    "abbreviation",
    "english",
    "former_place",
    "province",
    "producer",
    "code",
    "typo",
    "joined",
    "split",
    "telex",
    "vni",
    "group",
    "ambiguous",
}


def item(title, maker="", groups=()):
    fields = {"name": f" {tone_key(title)} ", "maker": f" {tone_key(maker)} "}
    return Item(f"/{title}", title, fields, frozenset(groups))


def wish(best, fair="", absent=""):
    return Wish("case", "trà", Condition(best), Condition(fair), Condition(absent))


def test_the_set_is_large_and_covers_every_phenomenon():
    counts = Counter(wish.phenomenon for wish in wishes())
    assert counts.keys() == PHENOMENA
    assert counts.total() >= 260
    assert min(counts.values()) >= 10


def test_no_query_is_asked_twice_for_one_phenomenon():
    counts = Counter((wish.phenomenon, wish.query) for wish in wishes())
    assert counts.most_common(1)[0][1] == 1


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("name: trà", True),
        ("name: tra", False),
        ("name: shan trà", False),
        ("name: chè / trà", True),
        ("name: chè; maker: Suối Giàng", True),
        ("name: trà & maker: Ea Tu", False),
        ("name: trà & name!: shan", False),
        ("name: trà & name!: chè / mật ong", True),
        ("title: Trà Shan tuyết", True),
        ("title: Trà Shan", False),
        ("group: che", True),
        ("", False),
    ],
)
def test_conditions_are_read_as_they_say(text, holds):
    tea = item("Trà Shan tuyết", "HTX Suối Giàng", ["che"])
    assert Condition(text).holds(tea) is holds


def test_a_condition_without_a_field_is_refused():
    with pytest.raises(ValueError, match="no field"):
        Condition("trà")


def test_the_best_first_is_a_full_mark_and_the_worst_first_is_not():
    items = {
        product.url: product for product in (item("Trà sen"), item("Chè xanh"), item("Mật ong"))
    }
    asked = wish("name: trà", "name: chè")
    assert asked.gains(items.values()) == {"/Trà sen": BEST, "/Chè xanh": FAIR}
    good = judge(asked, lambda text: ["/Trà sen", "/Chè xanh"], items)
    bad = judge(asked, lambda text: ["/Mật ong", "/Chè xanh"], items)
    assert (good.ndcg, good.recall) == (1, 1)
    assert bad.ndcg < 0.1
    assert bad.recall == 0.5


def test_what_may_not_come_first_is_named():
    items = {product.url: product for product in (item("Trà sen"), item("Tra dầu"))}
    asked = wish("name: trà", absent="name: tra")
    wrong = judge(asked, lambda text: ["/Tra dầu", "/Trà sen"], items)
    assert wrong.unwanted == ("Tra dầu",)
    assert judge(asked, lambda text: ["/Trà sen", "/Tra dầu"], items).unwanted == ()
    assert "unwanted: Tra dầu" in report([wrong])
