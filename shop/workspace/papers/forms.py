"""The form of one paper of a seller or of a claim."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.photos.forms import keep_uploads
from catalogue.photos.scans import ScanField
from catalogue.text import one_line
from shop.partner.models import PaperKind
from shop.users.models import User


class SellerPaperForm(forms.Form):
    """Kind, number, issuer, last day and a photograph or scan, which is never shown to buyers."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which paper"), choices=PaperKind.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(label=gettext_lazy("Its number"), max_length=80)
    issuer = forms.CharField(label=gettext_lazy("Who issued it"), max_length=200)
    ends_on = DayField(
        label=gettext_lazy("Its last day"),
        required=False,
        help_text=gettext_lazy("Empty where it has no end. We remind you in time."),
    )
    file = ScanField(
        label=gettext_lazy("Photograph or scan of the paper"),
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, at most 10 MB. Only you and the province's people see it."
        ),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uploads(self.fields.values(), user)
        kinds = [(value, capfirst(label)) for value, label in PaperKind.choices]
        cast(forms.ChoiceField, self.fields["kind"]).choices = kinds

    def clean_number(self) -> str:
        return self._line("number")

    def clean_issuer(self) -> str:
        return self._line("issuer")

    def clean_ends_on(self) -> date | None:
        """A paper that has ended proves nothing."""
        day: date | None = self.cleaned_data["ends_on"]
        if day is not None and day < today():
            raise ValidationError(_("This paper has ended. Please add the new one."))
        return day

    def _line(self, name: str) -> str:
        text = one_line(self.cleaned_data[name])
        if not text:
            raise ValidationError(self.fields[name].error_messages["required"])
        return text
