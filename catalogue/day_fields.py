"""The form field of a day: only days that can be meant, so that no reckoning leaves the calendar."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

#: Nobody means a day before or after; and there is none after the last one of the year 9999.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)


class DayField(forms.DateField):
    """A day: the browser's own calendar, or dd/mm/yyyy typed where it has none."""

    default_validators = [
        MinValueValidator(FIRST_DAY, _("Please check the year.")),
        MaxValueValidator(LAST_DAY, _("Please check the year.")),
    ]

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)
