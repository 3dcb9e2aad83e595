"""The register list: every row as received, read only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.models import RegisterEntry
from catalogue.text import fold
from tests import makers

URL = "/quan-tri/so-dang-ky/"


@pytest.fixture
def register(officer):
    product = makers.product("Cam sành")
    for number, name in enumerate(["Cam sành", "Rượu Xuân Thạnh", "Nước mắm Phú Quốc"]):
        RegisterEntry.objects.create(
            key=str(number),
            product_name=name,
            producer_name="HTX Tân Tiến",
            folded=fold(f"{name} HTX Tân Tiến"),
            stars=["4", "2", ""][number],
            product=product if number == 0 else None,
        )
    return officer


def test_every_row_is_there_with_its_status(register):
    rows = register.get(URL).context["rows"]
    assert {row.entry.product_name: row.status.reason for row in rows} == {
        "Cam sành": "on_sale",
        "Rượu Xuân Thạnh": "two_stars",
        "Nước mắm Phú Quốc": "not_ranked",
    }


@pytest.mark.parametrize("text", ["nuoc mam", "Nước mắm", "NƯỚC  MẮM"])
def test_search_knows_names_with_and_without_marks(register, text):
    rows = register.get(URL, {"q": text}).context["rows"]
    assert [row.entry.product_name for row in rows] == ["Nước mắm Phú Quốc"]


def test_it_costs_the_same_for_any_number_of_rows(register):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert register.get(URL).status_code == 200
        return len(queries)

    register.get(URL)
    few = cost()
    RegisterEntry.objects.bulk_create(
        RegisterEntry(key=f"r{n}", product_name=f"Chè {n}", folded=f"che {n}", product=product)
        for n, product in enumerate(makers.many_products(40))
    )
    assert cost() == few


def test_it_is_read_only_and_closed_to_others(register, buyer):
    assert register.post(URL).status_code == 405
    assert buyer.get(URL).status_code == 403
