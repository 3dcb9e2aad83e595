"""The one form of the checkout: to whom, where, and the buyer's consent."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Commune
from catalogue.places.choices import commune_choices, province_choices
from shop.checkout.address import find_places
from shop.checkout.extras import ExtrasForm
from shop.order.quote import Delivery
from shop.users.email import EmailAddressField
from shop.users.recipient import RecipientForm

CONSENT = _("I have read and agree to the terms of sale, delivery, exchange and return.")
DATA_CONSENT = _(
    "I agree that my name, phone, address and e-mail are used for this order and passed on to its "
    "sellers and couriers, for nothing else."
)
PHONE_HELP = _("The courier calls this number. 10 digits, such as 0912 345 678.")


class DeliveryForm(RecipientForm, ExtrasForm):
    """Name, phone, address in force, consents.

    The place is typed, or its province is chosen from a list; either way `commune` then offers
    what fits. A province chosen from the list wins.
    """

    field_order = (
        *ExtrasForm.base_fields,
        *("name", "phone", "email", "place", "province", "commune", "street"),
    )

    email = EmailAddressField(
        label=_("E-mail"),
        required=False,
        help_text=_("Without an e-mail address no confirmation can be mailed; keep the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    place = forms.CharField(
        label=_("Commune or ward, and province"),
        max_length=120,
        error_messages={"required": _("Please enter the commune or ward and the province.")},
        help_text=_("Type today's name or the old one: “Phường 5, Quận 3”, “Mai Châu, Hòa Bình”."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "enterkeyhint": "next"}),
    )
    province = forms.ChoiceField(
        label=_("Province or city"),
        required=False,
        widget=forms.Select(attrs={"autocomplete": "address-level1", "data-submit": ""}),
        error_messages={"invalid_choice": _("Please choose the province or city from the list.")},
    )
    commune = forms.ChoiceField(
        label=_("Commune, ward or special zone"),
        error_messages={
            "required": _("Please choose the commune or ward."),
            "invalid_choice": _("Please choose a commune or ward from the list."),
        },
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Please read and agree before you order.")},
    )
    data_consent = forms.BooleanField(
        label=DATA_CONSENT,
        error_messages={"required": _("Without these details nobody can deliver the order.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = PHONE_HELP
        provinces = cast(forms.ChoiceField, self.fields["province"])
        provinces.choices = [("", _("Choose…")), *province_choices()]
        province, place = self["province"].value(), self["place"].value()
        self.places = find_places(place) if place and not province else []
        self.fields["place"].required = not province
        commune = cast(forms.ChoiceField, self.fields["commune"])
        if province:
            commune.choices = [("", _("Choose…")), *commune_choices(province)]
            return
        commune.required = bool(self.places)
        commune.label = _("Which of these places?")
        commune.error_messages["required"] = _("Please choose one of these places.")
        commune.widget = forms.RadioSelect()
        commune.choices = [(option.code, option.full_label) for option in self.places]
        if len(self.places) == 1 and not self["commune"].value():
            chosen = {"commune": self.places[0].code}
            self.data, self.initial = {**self.data, **chosen}, {**self.initial, **chosen}

    def clean(self) -> dict[str, Any]:
        """Find the commune that was chosen among what the place can mean."""
        cleaned = super().clean()
        if cleaned.get("commune"):
            cleaned["commune_found"] = Commune.objects.select_related("province__region").get(
                code=cleaned["commune"]
            )
        elif cleaned.get("place") and not self.places and not cleaned.get("province"):
            self.add_error(
                "place",
                _("We do not know this place. Please check it, or choose from the lists below."),
            )
        return cleaned

    def delivery(self) -> Delivery:
        data = self.cleaned_data
        return Delivery(
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            street=data["street"],
            commune=data["commune_found"],
            province=data["commune_found"].province,
            note=data["note"],
            gift=data["gift"],
            invoice=self.invoice(),
        )
