"""The form of one address in the book; the communes follow the chosen province."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.places.choices import commune_choices, find_commune, province_choices
from shop.users.models import DeliveryAddress
from shop.users.phone import local_phone
from shop.users.recipient import RecipientForm


class AddressForm(EditConflictMixin, RecipientForm):
    """Recipient, phone, province, commune, street."""

    field_order = ("name", "phone", "province", "commune", "street", "is_default")

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
    is_default = forms.BooleanField(label=_("Deliver here by default"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = [("", _("Choose…")), *province_choices()]
        self.fields["province"].choices = provinces  # type: ignore[attr-defined]
        self._offer_communes()

    def _merge(self) -> None:
        """Merge, and offer the communes of the province that came of it."""
        super()._merge()
        self._offer_communes()

    def _offer_communes(self) -> None:
        communes = commune_choices(self["province"].value() or "")
        first = _("Choose…") if communes else _("Choose the province first")
        self.fields["commune"].choices = [("", first), *communes]  # type: ignore[attr-defined]

    def edits(self) -> bool:
        """An address that is in the book already; a new one has nothing to begin with."""
        return bool(self.initial)

    def fill(self, address: DeliveryAddress) -> DeliveryAddress:
        """Write the valid form into an address, unsaved; the default is the caller's matter."""
        data = self.cleaned_data
        address.name, address.phone, address.street = data["name"], data["phone"], data["street"]
        commune = find_commune(province_code=data["province"], commune_code=data["commune"])
        if commune is None:
            raise ValueError("The form has not been checked: no such commune in this province")
        address.commune = commune
        return address


def initial_of(address: DeliveryAddress) -> dict[str, Any]:
    """Return an address as the form shows it; the checkout's form has the same names."""
    return {
        "name": address.name,
        "phone": local_phone(address.phone),
        "province": address.commune.province.code,
        "commune": address.commune.code,
        "street": address.street,
        "is_default": address.is_default,
    }
