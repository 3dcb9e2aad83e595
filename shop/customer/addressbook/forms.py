"""The form of one address in the book; the communes follow the chosen province."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.places.choices import commune_choices, find_commune, province_choices
from catalogue.text import one_line
from shop.order.receipt import local_phone
from shop.users.models import DeliveryAddress
from shop.users.phone import read_phone


class AddressForm(forms.Form):
    """Recipient, phone, province, commune, street; typed text comes back composed, in one line."""

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
    province = forms.ChoiceField(
        label=_("Province or city"),
        widget=forms.Select(attrs={"autocomplete": "address-level1", "data-submit": ""}),
        error_messages={"required": _("Please choose the province or city.")},
    )
    commune = forms.ChoiceField(
        label=_("Commune, ward or special zone"),
        widget=forms.Select(attrs={"autocomplete": "address-level2"}),
        error_messages={
            "required": _("Please choose the commune or ward."),
            "invalid_choice": _("Please choose a commune or ward of this province."),
        },
    )
    street = forms.CharField(
        label=_("House number and street, or hamlet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Please enter the house number and street, or the hamlet.")},
    )
    is_default = forms.BooleanField(label=_("Deliver here by default"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose…")), *province_choices()]
        communes = commune_choices(self["province"].value() or "")
        self.has_communes = bool(communes)
        first = _("Choose…") if communes else _("Choose the province first")
        self.fields["commune"].choices = [("", first), *communes]

    def clean_name(self) -> str:
        """Return the name in one line, composed."""
        return self._told("name")

    def clean_street(self) -> str:
        """Return the street in one line, composed."""
        return self._told("street")

    def clean_phone(self) -> str:
        """Return the phone as +84…; raises ValidationError unless it is a Vietnamese mobile."""
        return read_phone(self.cleaned_data["phone"])

    def fill(self, address: DeliveryAddress) -> DeliveryAddress:
        """Write the valid form into an address, unsaved; the default is the caller's matter."""
        told = self.cleaned_data
        address.name, address.phone, address.street = told["name"], told["phone"], told["street"]
        address.commune = find_commune(province_code=told["province"], commune_code=told["commune"])
        return address

    def _told(self, field: str) -> str:
        text = one_line(self.cleaned_data[field])
        if not text:
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return text


def typed_of(address: DeliveryAddress) -> dict:
    """Return an address as the form shows it; the checkout's form has the same names."""
    return {
        "name": address.name,
        "phone": local_phone(address.phone),
        "province": address.commune.province.code,
        "commune": address.commune.code,
        "street": address.street,
        "is_default": address.is_default,
    }
