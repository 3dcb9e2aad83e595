"""Name and birthday, as NĐ 24/2020 Đ.6 wants them declared."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.clock import now
from catalogue.day_fields import DayField
from catalogue.text import one_line

OLDEST_YEARS = 120
NO_BIRTH_DATE = _("This cannot be a birth date. Please look again.")


class AgeForm(forms.Form):
    """Who looks at alcohol, and whether old enough; `tiep` is the page to go back to."""

    name = forms.CharField(
        label=_("Full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please type your name.")},
    )
    born_on = DayField(
        label=_("Birth date"),
        input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d"],
        help_text=_("Day/month/year, for example 25/12/1990."),
        widget=forms.DateInput(
            format="%d/%m/%Y", attrs={"autocomplete": "bday", "inputmode": "text"}
        ),
        error_messages={
            "required": _("Please type your birth date."),
            "invalid": _("Please type day, month and year, for example 25/12/1990."),
            "unlikely": NO_BIRTH_DATE,
        },
    )
    tiep = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """Return the name on one line; it holds at least a letter."""
        name = one_line(self.cleaned_data["name"])
        if not any(character.isalpha() for character in name):
            raise forms.ValidationError(_("Please type your name."))
        return name

    def clean_born_on(self) -> date:
        """Return a day on which somebody alive may have been born."""
        born_on: date = self.cleaned_data["born_on"]
        today = now().date()
        if not today.year - OLDEST_YEARS <= born_on.year or born_on > today:
            raise forms.ValidationError(NO_BIRTH_DATE)
        return born_on

    def facts(self) -> dict[str, Any]:
        """Return what was declared."""
        return {"name": self.cleaned_data["name"], "born_on": self.cleaned_data["born_on"]}
