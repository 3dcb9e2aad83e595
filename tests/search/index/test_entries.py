"""Entries follow products, stock and producers after the commit, and can be rebuilt."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.cards import stock_left
from catalogue.models import Certificate
from catalogue.text import fold
from search.index.entries import missing_entries, reindex
from search.index.outbox import drain, drain_after_commit
from search.models import SearchEntry, SearchVersion, SearchWord
from shop.partner.pricing import price_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_changes_are_indexed_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jar = makers.product("Mật ong", price=100000, stock=1)
    entry = SearchEntry.objects.get(product=jar)
    assert (entry.price, entry.in_stock) == (100000, True)
    assert entry.name.startswith(" mat ong ")


def test_stock_and_producer_change_the_entry():
    jar = makers.product("Mật ong", price=100000, stock=1)
    record = jar.stockrecords.get()
    record.num_in_stock, record.price = 0, 120000
    record.save()
    jar.producer.name = "Tổ hợp tác Rừng Tràm"
    jar.producer.save()
    drain()
    entry = SearchEntry.objects.get(product=jar)
    assert (entry.price, entry.in_stock) == (120000, False)
    assert " rung tram " in entry.words


def test_many_changes_are_one_pass(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        made = [makers.product(f"Mật ong {n}") for n in range(3)]
    assert callbacks.count(drain_after_commit) == 1
    drain_after_commit()
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == {product.pk for product in made}


def test_a_deleted_product_leaves_no_entry(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        jar = makers.product(stars=None)
    with django_capture_on_commit_callbacks(execute=True):
        jar.delete()
    assert not SearchEntry.objects.exists()


def test_repeating_changes_nothing():
    jar = makers.product()
    assert reindex([jar.pk]) == 1
    before = SearchEntry.objects.values().get()
    assert reindex([jar.pk, 999_999]) == 1
    assert SearchEntry.objects.values().get() == before


def test_the_command_builds_and_fills_in():
    makers.many_products(3)
    assert len(missing_entries()) == 3
    out = StringIO()
    call_command("search_index", "update", stdout=out)
    assert SearchEntry.objects.count() == 3
    SearchEntry.objects.update(words="")
    call_command("search_index", "build", stdout=out)
    assert not SearchEntry.objects.filter(words="").exists()


def test_reading_many_takes_as_many_queries_as_reading_few():
    def queries(number):
        made = makers.many_products(number, producers=[makers.producer(f"HTX {number}")])
        with CaptureQueriesContext(connection) as found:
            reindex(product.pk for product in made)
        return len(found)

    queries(1)
    assert queries(3) == queries(40) <= 15


def test_an_entry_says_what_the_page_says():
    jar = makers.product("Mật ong", price=100000, stock=4)
    jar.stockrecords.update(num_allocated=4)
    free = makers.product("Chè", stock=None)
    gone = makers.product("Cà phê")
    gone.stockrecords.all().delete()
    reindex([jar.pk, free.pk, gone.pk])
    for product in (jar, free, gone):
        entry = SearchEntry.objects.get(product=product)
        fresh = makers.Product.objects.get(pk=product.pk)
        assert entry.price == price_of(fresh)
        assert entry.in_stock == (stock_left(fresh) != 0)


def test_words_are_those_of_the_whole_text():
    """Parts are read one by one, because most of them come again with the next product."""
    jar = makers.product("Mật  ong — Ú Minh", label_origin="xã Hòa  Bình")
    reindex([jar.pk])
    entry = SearchEntry.objects.get(product=jar)
    for column in (entry.name, entry.words, entry.name_marked, entry.words_marked):
        assert column == f" {' '.join(column.split())} "
    assert entry.words == f" {fold(entry.words)} "
    assert " mat ong u minh " in entry.name
    assert " xa hoa binh " in entry.words


def test_a_build_counts_the_words_and_forgets_old_ones():
    makers.many_products(4, titles=["Mật ong", "Chè"])
    SearchWord.objects.create(folded="xua", products=9)
    call_command("search_index", "build", stdout=StringIO())
    known = dict(SearchWord.objects.values_list("folded", "products"))
    assert (known["che"], known["mat"], known.get("xua")) == (2, 2, None)


def test_a_new_word_is_known_before_the_next_build():
    jar = makers.product("Sơn tra")
    reindex([jar.pk])
    assert SearchWord.objects.filter(folded="tra").exists()
    version = SearchVersion.current()
    reindex([jar.pk])
    assert SearchVersion.current() == version


def test_codes_are_no_words_to_be_meant():
    rice = makers.product("Gạo ST25 loại 1")
    Certificate.objects.filter(product=rice).update(code="05012345")
    reindex([rice.pk])
    assert " 05012345 " in SearchEntry.objects.get(product=rice).words
    learnt = set(SearchWord.objects.values_list("folded", flat=True))
    call_command("search_index", "build", stdout=StringIO())
    counted = set(SearchWord.objects.values_list("folded", flat=True))
    for known in (learnt, counted):
        assert {"gao", "st25", "1"} <= known
        assert "05012345" not in known
