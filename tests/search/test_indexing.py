"""Entries follow products, stock and producers after the commit, and can be rebuilt."""

from io import StringIO

import pytest
from django.core.management import call_command

from search.indexing import missing_entries, reindex
from search.models import SearchEntry
from search.outbox import drain, drain_after_commit
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
    assert callbacks == [drain_after_commit]
    callbacks[0]()
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == {each.pk for each in made}


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
