"""A field of forms for a day, as people choose or type it."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

#: Nothing of the shop is older, and no calendar has a day after the last one of the year 9999.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


class DayField(forms.DateField):
    """A day: the browser's own calendar, or dd/mm/yyyy typed where it has none.

    A year that must be a slip is asked for again, because no later sum of days could hold it.
    """

    default_validators = [
        MinValueValidator(FIRST_DAY, _("Please check the year.")),
        MaxValueValidator(LAST_DAY, _("Please check the year.")),
    ]

    def __init__(self, **options: object) -> None:
        options.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)  # type: ignore[arg-type]  # options of Django's own field
