"""The form field of a day: only days that can be meant, so that no reckoning leaves the calendar."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Nobody means a day before or after; and there is none after the last one of the year 9999.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class DayField(forms.DateField):
    """A day: the browser's own calendar, or dd/mm/yyyy typed where it has none."""

    default_error_messages = {"unlikely": _("Please check the year.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def validate(self, value: date | None) -> None:
        """Refuse a year that nobody means; raises ValidationError."""
        super().validate(value)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(self.error_messages["unlikely"], code="unlikely")
