"""What an official writes down before acting for a producer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from catalogue.day_fields import DayField
from shop.dashboard.certificates.forms import TextField
from shop.partner.models import ConsentForm


class AssistanceSearchForm(forms.Form):
    """Which producer of one's own provinces."""

    q = TextField(max_length=100, required=False, label=_("Producer"))

    def value(self) -> str:
        """Return the words, none where the query string held nonsense."""
        self.is_valid()
        return str(self.cleaned_data.get("q", ""))


class AssistanceForm(forms.Form):
    """Who agreed, how, when, until when, and what for."""

    given_by = TextField(label=_("Who agreed: full name and position"), max_length=120)
    given_how = forms.ChoiceField(
        label=pgettext_lazy("consent", "How"),
        choices=ConsentForm.choices,
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
    )
    given_on = DayField(label=_("On which day"))
    until = DayField(label=_("Until which day you may act"), help_text=_("At most 92 days."))
    purpose = TextField(
        label=_("What for"),
        max_length=255,
        help_text=_("For example: enter the first goods and their prices."),
    )

    def stated(self) -> dict[str, Any]:
        """Return what was typed, as the service takes it."""
        return dict(self.cleaned_data)
