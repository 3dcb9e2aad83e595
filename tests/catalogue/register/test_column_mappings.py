"""What an officer chose for a heading is remembered for the province's next file."""

import pytest

from catalogue.models import ColumnMapping
from catalogue.register.column_mappings import remember_columns, remembered_mapping
from catalogue.register.reading import read_register
from tests import makers

pytestmark = pytest.mark.django_db

FILE = "Tên sản phẩm;Đánh giá chung\nChè;4 sao".encode()


def test_the_next_file_needs_no_help():
    province = makers.province("Trà Vinh")
    remember_columns(chosen={"Đánh giá  CHUNG": "stars"}, province=province, by=makers.user())
    (line,) = read_register(FILE, mapping=remembered_mapping(province)).lines
    assert line.cells["stars"] == "4"


def test_a_province_knows_its_own_choices_before_those_of_the_country():
    province, user = makers.province("Trà Vinh"), makers.user()
    remember_columns(chosen={"Cột lạ": "stars", "Chung": "note"}, province=None, by=user)
    remember_columns(chosen={"Cột lạ": "ignored"}, province=province, by=user)
    assert remembered_mapping(province) == {"cot la": "ignored", "chung": "note"}
    assert remembered_mapping(None) == {"cot la": "stars", "chung": "note"}


def test_a_second_choice_replaces_the_first_and_none_forgets_it():
    user = makers.user()
    remember_columns(chosen={"Cột lạ": "stars"}, province=None, by=user)
    remember_columns(chosen={"Cột lạ": "score"}, province=None, by=user)
    assert list(ColumnMapping.objects.values_list("heading", "column")) == [("cot la", "score")]
    remember_columns(chosen={"Cột lạ": ""}, province=None, by=user)
    assert not ColumnMapping.objects.exists()


def test_a_column_that_the_register_does_not_have_is_refused():
    with pytest.raises(ValueError, match="no column"):
        remember_columns(chosen={"Cột lạ": "doanh thu"}, province=None, by=makers.user())
