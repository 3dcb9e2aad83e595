"""The register list: every row as received, read only."""

import pytest

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
            stars="4",
            certificate=product.certificates.get() if number == 0 else None,
        )
    return officer


def test_every_row_is_there_with_its_certificate(register):
    rows = register.get(URL).context["rows"]
    assert {row.entry.product_name: row.state for row in rows} == {
        "Cam sành": "valid",
        "Rượu Xuân Thạnh": None,
        "Nước mắm Phú Quốc": None,
    }


@pytest.mark.parametrize("text", ["nuoc mam", "Nước mắm", "NƯỚC  MẮM"])
def test_search_knows_names_with_and_without_marks(register, text):
    rows = register.get(URL, {"q": text}).context["rows"]
    assert [row.entry.product_name for row in rows] == ["Nước mắm Phú Quốc"]


def test_it_costs_the_same_for_any_number_of_rows(register, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        register.get(URL)


def test_it_is_read_only_and_closed_to_others(register, buyer):
    assert register.post(URL).status_code == 405
    assert buyer.get(URL).status_code == 403
