"""The one form of the checkout: to whom, where, and the buyer's consent."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.checkout.extras import ExtrasForm
from shop.checkout.pickups import PickupField, PickupSellers
from shop.order.quote import Delivery
from shop.users.email import EmailAddressField
from shop.users.place_form import PlaceForm
from shop.users.recipient import RecipientForm

CONSENT = _("I have read and agree to the terms of sale, delivery, exchange and return.")
DATA_CONSENT = _(
    "I agree that my name, phone, address and e-mail are used for this order and passed on to its "
    "sellers and couriers, for nothing else."
)
PHONE_HELP = _("The courier calls this number: a Vietnamese one, such as 0912 345 678.")


#: What is asked of an address; nothing of it where the buyer comes for every parcel.
ADDRESS = ("place", "place_searched", "province", "commune", "street")


class DeliveryForm(RecipientForm, PlaceForm, ExtrasForm):
    """Name, phone, address in force, consents."""

    field_order = (
        *ExtrasForm.base_fields,
        *("name", "phone", "email"),
        *ADDRESS,
    )

    email = EmailAddressField(
        label=_("E-mail"),
        required=False,
        help_text=_("Without an e-mail address no confirmation can be mailed; keep the link."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Please read and agree before you order.")},
    )
    data_consent = forms.BooleanField(
        label=DATA_CONSENT,
        error_messages={"required": _("Without these details nobody can deliver the order.")},
    )

    pickups = PickupField()

    def __init__(self, *args: Any, pickups: PickupSellers | None = None, **kwargs: Any) -> None:
        """Ask about pickup where one of these sellers offers it; then no address where they are all."""
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = PHONE_HELP
        self.sellers = pickups or PickupSellers()
        if self.sellers.choices:
            cast(PickupField, self.fields["pickups"]).choices = self.sellers.choices
        else:
            del self.fields["pickups"]

    @property
    def is_picked_up(self) -> bool:
        """Whether the buyer comes for every parcel, as far as the form is filled in by now."""
        if "pickups" not in self.fields:
            return False
        chosen = self["pickups"].value() or []
        return self.sellers.cover(chosen.split(",") if isinstance(chosen, str) else chosen)

    def full_clean(self) -> None:
        """Check everything; without an address where nothing is sent."""
        super().full_clean()
        if self.is_bound and self.is_picked_up:
            for name in ADDRESS:
                self.errors.pop(name, None)
            self.cleaned_data |= {"street": "", "former_place": "", "commune_found": None}

    def delivery(self) -> Delivery:
        data = self.cleaned_data
        is_gift, commune = bool(data.get("is_gift")), data["commune_found"]
        return Delivery(
            name=data["name"],
            phone=data["phone"],
            email=data["email"],
            street=data["street"],
            commune=commune,
            province=commune.province if commune else None,
            former_place=data["former_place"],
            note=data["note"],
            gift=data["gift"],
            buyer_phone=data["buyer_phone"],
            is_gift=is_gift,
            giver_name=data["giver_name"] if is_gift else "",
            wished_on=data.get("wished_on"),
            invoice=self.invoice(),
            pickups=frozenset(data.get("pickups", ())),
        )
