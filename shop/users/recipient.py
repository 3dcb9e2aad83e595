"""Who receives a parcel: what the checkout and the address book both ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.text import one_line
from shop.users.phone import read_vietnamese_phone


class RecipientForm(forms.Form):
    """Name, phone and street; typed text comes back composed, in one line."""

    name = forms.CharField(
        label=_("Recipient's full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter the recipient's name.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"required": _("Please enter a phone number.")},
    )
    street = forms.CharField(
        label=_("House number and street, or hamlet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Please enter the house number and street, or the hamlet.")},
    )

    def clean_name(self) -> str:
        return self._required_line("name")

    def clean_street(self) -> str:
        return self._required_line("street")

    def clean_phone(self) -> str:
        """Return the phone as +84…; raises ValidationError unless it is Vietnamese: the courier calls it."""
        return read_vietnamese_phone(self.cleaned_data["phone"])

    def _required_line(self, field: str) -> str:
        text = one_line(self.cleaned_data[field])
        if not text:
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return text
