"""Many rows rewritten at once."""

from datetime import date

import pytest

from catalogue.batches import update_rows
from catalogue.models import Certificate, Product
from tests import makers

pytestmark = pytest.mark.django_db


def test_only_the_named_fields_are_written():
    one, other = makers.product(), makers.product()
    one.title, one.label_origin = "Mật ong", "Phú Cần"
    other.title = "Chè"
    update_rows([one, other], ["title"])
    assert set(Product.objects.values_list("title", "label_origin")) == {
        ("Mật ong", ""),
        ("Chè", ""),
    }


def test_days_and_relations_are_written_and_emptied(django_assert_num_queries):
    old, new = (makers.product().certificates.get() for _each in range(2))
    old.superseded_on, old.superseded_by = date(2026, 1, 2), new
    with django_assert_num_queries(1):
        update_rows([old], ["superseded_on", "superseded_by"])
    assert Certificate.objects.get(pk=old.pk).superseded_by == new
    old.superseded_on = old.superseded_by = None
    update_rows([old], ["superseded_on", "superseded_by"])
    assert Certificate.objects.filter(pk=old.pk, superseded_by=None, superseded_on=None).exists()


def test_no_rows_are_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows([], ["title"])
