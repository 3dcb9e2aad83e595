"""The one form of the checkout: to whom, where, and the buyer's consent."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.places.choices import commune_choices, find_commune, province_choices
from catalogue.text import one_line
from shop.order.quote import Delivery
from shop.users.phone import normalize_phone, validate_phone

CONSENT = _(
    "I agree to the terms of sale, delivery and return, and that my details are used to deliver "
    "this order."
)


class DeliveryForm(forms.Form):
    """Name, phone, address in force, note, consent. The communes follow the chosen province."""

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
    province = forms.ChoiceField(
        label=_("Province or city"),
        widget=forms.Select(attrs={"autocomplete": "address-level1", "data-submit": ""}),
        error_messages={
            "required": _("Please choose the province or city."),
            "invalid_choice": _("Please choose the province or city from the list."),
        },
    )
    commune = forms.ChoiceField(
        label=_("Commune, ward or special zone"),
        widget=forms.Select(attrs={"autocomplete": "address-level2"}),
        error_messages={
            "required": _("Please choose the commune or ward."),
            "invalid_choice": _("Please choose a commune or ward of this province."),
        },
    )
    old_place = forms.CharField(
        label=_("Only know the old commune or district?"),
        required=False,
        max_length=120,
        help_text=_("Type the old name to see what it is called since 1 July 2025."),
    )
    street = forms.CharField(
        label=_("House number and street, or hamlet"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Please enter the house number and street, or the hamlet.")},
    )
    note = forms.CharField(
        label=_("Note for the sellers"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Please read and agree before you order.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["province"].choices = [("", _("Choose…")), *province_choices()]
        communes = commune_choices(self["province"].value() or "")
        first = _("Choose…") if communes else _("Choose the province first")
        self.fields["commune"].choices = [("", first), *communes]

    def clean_name(self) -> str:
        """Return the name in one line, composed."""
        return self._told("name")

    def clean_street(self) -> str:
        """Return the street in one line, composed."""
        return self._told("street")

    def clean_note(self) -> str:
        """Return the note composed; its line breaks stay."""
        lines = self.cleaned_data["note"].splitlines()
        return "\n".join(one_line(line) for line in lines).strip()

    def clean_phone(self) -> str:
        """Return the phone as +84…; raises ValidationError unless it is a Vietnamese mobile."""
        phone = unicodedata.normalize("NFKC", self.cleaned_data["phone"])
        validate_phone(phone)
        return normalize_phone(phone)

    def clean(self):
        """Find the commune; the list already refused one of another province."""
        cleaned = super().clean()
        if cleaned.get("province") and cleaned.get("commune"):
            cleaned["place"] = find_commune(
                province_code=cleaned["province"], commune_code=cleaned["commune"]
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
            commune=told["place"],
            province=told["place"].province,
            note=told["note"],
        )

    def _told(self, field: str) -> str:
        text = one_line(self.cleaned_data[field])
        if not text:
            raise forms.ValidationError(self.fields[field].error_messages["required"])
        return text
