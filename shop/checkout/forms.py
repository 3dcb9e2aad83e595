"""The one form of the checkout: to whom, where, and the buyer's consent."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Commune
from catalogue.places.choices import commune_choices, province_choices
from catalogue.text import one_line
from shop.checkout.address import find_places
from shop.checkout.extras import ExtrasForm
from shop.order.quote import Delivery
from shop.users.phone import normalize_phone, validate_phone

CONSENT = _("I have read and agree to the terms of sale, delivery, exchange and return.")
DATA_CONSENT = _(
    "I agree that my name, phone, address and e-mail are used for this order and passed on to its "
    "sellers and couriers, for nothing else."
)


class DeliveryForm(ExtrasForm):
    """Name, phone, address in force, consents.

    The place is typed, or its province is chosen from a list; either way `commune` then offers
    what fits. A province chosen from the list wins.
    """

    name = forms.CharField(
        label=_("Recipient's full name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please enter the recipient's name.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=25,
        help_text=_("The courier calls this number. 10 digits, such as 0912 345 678."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"required": _("Please enter a phone number.")},
    )
    email = forms.EmailField(
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
    street = forms.CharField(
        label=_("House number and street, or hamlet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "address-line1"}),
        error_messages={"required": _("Please enter the house number and street, or the hamlet.")},
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Please read and agree before you order.")},
    )
    data_consent = forms.BooleanField(
        label=DATA_CONSENT,
        error_messages={"required": _("Without these details nobody can deliver the order.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose…")), *province_choices()]
        province, place = self["province"].value(), self["place"].value()
        self.places = find_places(place) if place and not province else []
        self.fields["place"].required = not province
        commune = self.fields["commune"]
        if province:
            commune.choices = [("", _("Choose…")), *commune_choices(province)]
            return
        commune.required = bool(self.places)
        commune.label = _("Which of these places?")
        commune.error_messages["required"] = _("Please choose one of these places.")
        commune.widget = forms.RadioSelect()
        commune.choices = [(found.code, found.told) for found in self.places]
        if len(self.places) == 1 and not self["commune"].value():
            chosen = {"commune": self.places[0].code}
            self.data, self.initial = {**self.data, **chosen}, self.initial | chosen

    def clean_name(self) -> str:
        """Return the name in one line, composed."""
        return self._told("name")

    def clean_street(self) -> str:
        """Return the street in one line, composed."""
        return self._told("street")

    def clean_phone(self) -> str:
        """Return the phone as +84…; raises ValidationError unless it is a Vietnamese mobile."""
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"])
        validate_phone(phone)
        return normalize_phone(phone)

    def clean(self):
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
        """Return the valid form as the domain's value."""
        told = self.cleaned_data
        return Delivery(
            name=told["name"],
            phone=told["phone"],
            email=told["email"],
            street=told["street"],
            commune=told["commune_found"],
            province=told["commune_found"].province,
            note=told["note"],
            gift=told["gift"],
            invoice=self.invoice(),
        )

    def _told(self, field: str) -> str:
        text = one_line(self.cleaned_data[field])
        if not text:
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return text
