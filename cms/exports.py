"""Wagtail's reports as CSV, written by the shop's one writer.

Wagtail makes its formula cells harmless in XLSX, but not in CSV, and leaves out the byte order
mark. Its reports share one mixin and offer no setting, so its method is replaced when apps load.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from catalogue.spreadsheets import csv_lines


def stream_csv(view: SpreadsheetExportMixin, queryset: QuerySet) -> Iterator[str]:
    """Return the lines of a report, its headings first."""
    return csv_lines(_rows(view, queryset))


def _rows(view: SpreadsheetExportMixin, queryset: QuerySet) -> Iterator[list[Any]]:
    yield [view.get_heading(queryset, field) for field in view.list_export]
    for item in queryset:
        yield [
            view.preprocess_field_value(field, value, view.FORMAT_CSV)
            for field, value in view.to_row_dict(item).items()
        ]
