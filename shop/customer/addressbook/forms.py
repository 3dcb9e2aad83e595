"""The form of one address in the book: recipient and place as the checkout asks them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.places.proposals import name_place
from shop.users.models import DeliveryAddress
from shop.users.phone import local_phone
from shop.users.place_form import PlaceForm
from shop.users.recipient import RecipientForm


class AddressForm(RecipientForm, PlaceForm):
    """Recipient, phone, place, street."""

    field_order = (
        *("name", "phone", "place", "place_searched", "province", "commune", "street"),
        "is_default",
    )

    is_default = forms.BooleanField(label=_("Deliver here by default"), required=False)

    def fill(self, address: DeliveryAddress) -> DeliveryAddress:
        """Write the valid form into an address, unsaved; the default is the caller's matter."""
        data = self.cleaned_data
        address.name, address.phone, address.street = data["name"], data["phone"], data["street"]
        address.commune, address.former_place = data["commune_found"], data["former_place"]
        return address


def initial_of(address: DeliveryAddress) -> dict[str, Any]:
    """Return an address as the form shows it; the checkout's form has the same names."""
    return {
        "name": address.name,
        "phone": local_phone(address.phone),
        "place": name_place(address.commune),
        "place_searched": address.former_place,
        "commune": address.commune.code,
        "street": address.street,
        "is_default": address.is_default,
    }
