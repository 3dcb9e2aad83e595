"""From rows to lines: what the cluster is sent for an entry."""

import json
from datetime import date

import pytest

from search.elastic.mapping import PAGES, PRODUCTS, IndexFamily, ProductDocument
from search.elastic.rows import (
    DELETED_VERSION,
    Columns,
    batches,
    delete_lines,
    index_lines,
    rows_of,
)
from search.models import PageEntry, SearchEntry
from tests import makers, proof_makers
from tests.search.conftest import index

pytestmark = pytest.mark.django_db


def sent(lines: bytes) -> list[dict]:
    return [json.loads(line) for line in lines.splitlines()]


def test_a_document_has_the_columns_of_its_entry_and_a_version(clock):
    jar = makers.product("Dầu gấc", price=99000, stars=5)
    index()
    action, document = sent(index_lines(PRODUCTS, rows_of(PRODUCTS, [jar.pk])))
    assert action["index"] == {"_id": str(jar.pk), "version": 1, "version_type": "external_gte"}
    assert document["name"].startswith(" dau gac ")
    assert document["name_key"] == document["name"]
    assert (document["price"], document["stars"], document["shown"]) == (99000, 5, True)
    assert document["valid_from"] == "2025-11-21"
    assert document["cell"] == "5|hop_tac_xa|1|3"
    assert document["province"] == f"{jar.province_id:010}"
    assert document["former_province"] is None


@pytest.mark.parametrize(("family", "model"), [(PRODUCTS, SearchEntry), (PAGES, PageEntry)])
def test_every_column_has_a_field_and_every_field_a_column(family: IndexFamily, model):
    fields = set(family.document._doc_type.mapping.properties.to_dict()["properties"])
    names = {field.name for field in model._meta.concrete_fields}
    own = {"name_key", "cell"} if family is PRODUCTS else {"name_key"}
    assert fields == names - {"revision"} | own
    assert set(Columns.of(family).names) == names


def test_nothing_but_the_core_of_a_server_is_asked_for():
    mapping = ProductDocument._doc_type.mapping.to_dict()
    assert mapping["dynamic"] == "strict"
    fields = mapping["properties"].values()
    assert {field.get("analyzer") for field in fields} == {None, "whitespace"}
    types = {"integer", "byte", "boolean", "date", "keyword", "text", "object"}
    assert {field["type"] for field in fields} == types
    ranges = mapping["properties"]["proofs"]["properties"].values()
    assert {field["type"] for field in ranges} == {"date_range"}


def test_rows_come_in_batches_by_key():
    made = makers.many_products(7)
    index()
    found = [[row[0] for row in batch] for batch in batches(PRODUCTS, 3)]
    assert [len(batch) for batch in found] == [3, 3, 1]
    assert [pk for batch in found for pk in batch] == sorted(item.pk for item in made)


def test_a_deletion_is_newer_than_every_revision():
    (action,) = sent(delete_lines([7]))
    assert action["delete"] == {
        "_id": "7",
        "version": DELETED_VERSION,
        "version_type": "external_gte",
    }


def test_each_kind_of_proof_is_a_range_of_days():
    tea = makers.product("Chè Shan tuyết")
    first, last = date(2026, 1, 5), date(2027, 1, 4)
    proof_makers.proof(tea, kind="vietgap", valid_from=first, valid_until=last)
    proof_makers.proof(tea, kind="chi_dan_dia_ly", valid_from=first, valid_until=None)
    proof_makers.proof(tea, kind="halal", is_verified=False)
    index()
    _action, document = sent(index_lines(PRODUCTS, rows_of(PRODUCTS, [tea.pk])))
    assert document["proofs"] == {
        "chi_dan_dia_ly": [{"gte": "2026-01-05", "lte": "9999-12-31"}],
        "vietgap": [{"gte": "2026-01-05", "lte": "2027-01-04"}],
    }
