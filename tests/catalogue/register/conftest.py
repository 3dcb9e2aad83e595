"""Small register files, and the provinces and sets that reading them needs."""

import csv
from datetime import date
from pathlib import Path

import pytest

from catalogue.places import forget_index
from catalogue.reference.categories import load_categories
from catalogue.reference.classification import load_classification
from catalogue.reference.provinces import (
    load_aliases,
    load_former_provinces,
    load_provinces,
    load_regions,
)
from catalogue.register.files.columns import COLUMNS, OPTIONAL_COLUMNS

ALL_COLUMNS = (*COLUMNS, *OPTIONAL_COLUMNS)
ROW = {
    "product_name": "Mật ong hoa nhãn",
    "producer_name": "Hợp tác xã Ong Vàng",
    "producer_type": "hop_tac_xa",
    "group": "thuc_pham",
    "commune": "",
    "district": "",
    "province_at_certification": "Trà Vinh",
    "stars": "4",
    "certified_year": "2024",
    "decision": "",
    "price_vnd": "",
    "unit": "",
    "source": "Báo Trà Vinh",
    "issued_not_before": "",
    "issued_not_after": "",
    "evidence": "",
}


@pytest.fixture
def row():
    """A row of a register by column; what a test does not name is filled in."""
    return lambda **facts: ROW | facts


@pytest.fixture
def register(tmp_path):
    """Write rows into a register file and return its path."""

    def write(*rows, encoding="utf-8", delimiter=",", columns=None, name="so-bo.csv") -> Path:
        path = tmp_path / name
        is_dated = any(row.get(column) for row in rows for column in OPTIONAL_COLUMNS)
        columns = columns or (ALL_COLUMNS if is_dated else COLUMNS)
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=delimiter, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows or [ROW])
        return path

    return write


@pytest.fixture
def books(db, settings):
    """Provinces, old and new, sets and categories; no communes. Today is 21/11/2026."""
    settings.OCOP_TODAY = date(2026, 11, 21)
    for load in (load_regions, load_provinces, load_former_provinces, load_aliases):
        load()
    load_classification()
    load_categories()
    forget_index()
    yield
    forget_index()
