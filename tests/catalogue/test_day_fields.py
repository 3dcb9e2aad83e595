"""Days as people type them: with the day first, and only such as can be meant."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation

from catalogue.day_fields import DayField

ROOMS = ("catalogue", "cms", "search", "shop", "theme")


@pytest.mark.parametrize("typed", ["2026-12-05", "05/12/2026", "5-12-2026", "5.12.2026"])
def test_a_day_is_read_with_its_day_first(typed):
    with translation.override("vi"):
        assert DayField().clean(typed) == date(2026, 12, 5)


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "31/12/9999", "3000-01-01"])
def test_a_year_that_nobody_means_is_asked_about(typed):
    with translation.override("vi"), pytest.raises(ValidationError) as refusal:
        DayField().clean(typed)
    assert refusal.value.messages == ["Xin xem lại năm."]


def test_no_form_of_ours_reads_days_another_way():
    others = [
        str(path)
        for room in ROOMS
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        if path.name != "day_fields.py" and re.search(r"forms\.DateField\(", path.read_text())
    ]
    assert others == []
