"""Which pairs people are asked about: doubles however they are written, and not every sibling."""

import pytest

from catalogue.duplicates.finding import find_duplicates
from catalogue.duplicates.similarity import CERTAIN, ProductName, compare
from catalogue.models import DuplicateCandidate
from catalogue.services.duplicates import mark_different
from tests import makers


def name(title, producer="Hợp tác xã Thử Nghiệm", *, key=1, maker=1, **more) -> ProductName:
    return ProductName(
        pk=key, title=title, producer_id=maker, producer=producer, province_id=1, **more
    )


def score(one, other) -> int:
    found = compare(one, other)
    return found.score if found else 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kẹo dừa", "KẸO DỪA"),
        ("Kẹo dừa", "Keo dua"),
        ("Mật ong rừng", "Mật ong rừng (chai 500 ml)"),
        ("Chè đinh", "Chè đinh hộp 200g OCOP 4 sao"),
        ("Trà xanh", "Trà xannh"),
        ("Nước mắm hoà", "Nước mắm hòa"),
    ],
)
def test_one_product_is_known_however_it_is_written(one, other):
    assert score(name(one), name(other)) >= CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kẹo dừa", "Kẹo dứa"),
        ("Gạo ST24", "Gạo ST25"),
        ("Trà xanh 3*", "Trà xanh đặc biệt"),
        ("Bánh tráng trứng", "Bánh tráng trắng"),
        ("Nước mắm 35 độ đạm", "Nước mắm 40 độ đạm"),
        ("Cà phê bột", "Cà phê hạt"),
        ("Đông trùng hạ thảo", "Trùng hạ thảo"),
    ],
)
def test_other_goods_of_one_maker_are_never_called_the_same(one, other):
    assert score(name(one), name(other)) < CERTAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HTX Suối Giàng", "Hợp tác xã Suối Giàng"),
        ("Công ty TNHH MTV Hoa Sen", "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN HOA SEN"),
    ],
)
def test_a_producer_is_known_by_its_own_name(one, other):
    assert score(name("Chè", one), name("Chè", other, maker=2)) >= CERTAIN


def test_the_same_name_of_two_makers_is_two_products():
    assert score(name("Mật ong", "HTX Ban Mai"), name("Mật ong", "HTX Hoàng Hôn", maker=2)) == 0


def test_a_decision_joins_what_names_no_maker():
    decision = frozenset({"10 qd ubnd"})
    named = name("Kẹo dừa", decisions=decision)
    nameless = name("Kẹo dừa", "", maker=None, decisions=decision)
    assert 0 < score(named, nameless) < CERTAIN
    assert score(named, name("Kẹo dừa", "", maker=None)) == 0


@pytest.mark.django_db
def test_doubles_are_offered_once(django_assert_max_num_queries):
    maker = makers.producer("HTX Thử")
    first = makers.product("Kẹo dừa", producer=maker)
    second = makers.product("Kẹo dừa hộp 200g", producer=maker)
    makers.product("Kẹo dứa", producer=maker)
    with django_assert_max_num_queries(8):
        assert find_duplicates() == 1
    assert find_duplicates() == 0
    found = DuplicateCandidate.objects.get()
    assert (found.first, found.second, found.reason) == (first, second, "pack_size")


@pytest.mark.django_db
def test_what_was_called_different_is_not_asked_again():
    maker = makers.producer("HTX Thử")
    makers.product("Kẹo dừa", producer=maker)
    makers.product("Kẹo dừa hộp 200g", producer=maker)
    find_duplicates()
    mark_different(candidate=DuplicateCandidate.objects.get(), by=makers.user())
    assert find_duplicates() == 0
    assert DuplicateCandidate.objects.get().state == "different"


@pytest.mark.django_db
def test_a_pair_whose_name_was_corrected_is_taken_back():
    maker = makers.producer("HTX Thử")
    makers.product("Kẹo dừa", producer=maker)
    second = makers.product("Kẹo dừa hộp 200g", producer=maker)
    find_duplicates()
    second.title = "Kẹo chuối"
    second.save()
    find_duplicates()
    assert not DuplicateCandidate.objects.exists()


@pytest.mark.django_db
def test_after_an_import_only_its_products_are_compared():
    maker = makers.producer("HTX Thử")
    for title in ("Kẹo dừa", "Kẹo dừa hộp 200g", "Mứt gừng", "Mứt gừng 1kg"):
        makers.product(title, producer=maker)
    wanted = makers.product("Chè")
    assert find_duplicates(products=[wanted.pk]) == 0
    assert find_duplicates() == 2
    assert DuplicateCandidate.objects.count() == 2
