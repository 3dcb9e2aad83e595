"""The form of one address in the book: recipient and place as the checkout asks them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.models import Commune
from catalogue.places.proposals import name_place
from shop.users.models import DeliveryAddress
from shop.users.phone import local_phone
from shop.users.place_form import PlaceForm
from shop.users.recipient import RecipientForm

#: Fields that say nothing without `place`.
WITH_PLACE = ("place_searched", "province", "commune")


class AddressForm(EditConflictMixin, RecipientForm, PlaceForm):
    """Recipient, phone, place, street; the fields of the place are merged as one."""

    field_order = (
        *("name", "phone", "place", "place_searched", "province", "commune", "street"),
        "is_default",
    )

    is_default = forms.BooleanField(label=_("Deliver here by default"), required=False)

    def __init__(self, *args: Any, is_edit: bool, **kwargs: Any) -> None:
        self.is_edit = is_edit
        self._kept = dict(kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def edits(self) -> bool:
        """Whether the address is in the book already."""
        return self.is_edit

    def merged_names(self) -> list[str]:
        """Return the fields that are merged; those that follow from `place` go with it."""
        return [name for name in super().merged_names() if name not in WITH_PLACE]

    def value_typed(self, name: str) -> Any:
        """Return what was sent; a commune that was chosen from the list by its name."""
        code = super().value_typed("commune")
        if name == "place" and code and super().value_typed("province"):
            commune = Commune.objects.select_related("province").filter(code=code).first()
            return name_place(commune) if commune else ""
        return super().value_typed(name)

    def put_value(self, name: str, value: Any) -> None:
        super().put_value(name, value)
        if name == "place":
            for other in WITH_PLACE:
                super().put_value(other, self.initial.get(other, ""))

    def _merge(self) -> None:
        """Merge, and offer what the place that came of it may mean."""
        self.initial = self._kept
        super()._merge()
        self.offer_communes()

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
