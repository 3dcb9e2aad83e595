"""What a buyer types about an order that has been placed."""

import re
import unicodedata
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shop.order.models import MAX_NOTE_LENGTH, Role
from shop.order.receipt import Receipt
from shop.order.states import CANCELLED, reasons_for
from shop.users.phone import read_any_phone

#: Counted after NFKC, which makes one letter several digits.
MAX_NUMBER_DIGITS = 20


class LookupForm(forms.Form):
    """Number and phone, in any spelling people use."""

    number = forms.CharField(
        label=_("Order number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("In the e-mail and at the top of the order's page, such as 100123."),
        error_messages={"required": _("Please enter the order number.")},
    )
    phone = forms.CharField(
        label=_("Phone given with the order"),
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
        error_messages={"required": _("Please enter a phone number.")},
    )

    def clean_number(self) -> str:
        """Return the digits; "#100 123" is 100123."""
        digits = re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", self.cleaned_data["number"]))
        if not 0 < len(digits) <= MAX_NUMBER_DIGITS:
            raise forms.ValidationError(_("An order number is made of digits."))
        return digits

    def clean_phone(self) -> str:
        """Return the phone as it is stored; raises ValidationError for what is none."""
        return read_any_phone(self.cleaned_data["phone"])


class CancelForm(forms.Form):
    """What to cancel (producer orders), why, and a note to the seller."""

    parcels = forms.TypedMultipleChoiceField(
        label=_("What shall be cancelled?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one parcel.")},
    )
    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        choices=[
            (reason.value, capfirst(reason.label)) for reason in reasons_for(CANCELLED, Role.BUYER)
        ],
        error_messages={"required": _("Please choose a reason.")},
    )
    note = forms.CharField(
        label=_("Note for the sellers"),
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, receipt: Receipt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # All are accepted: one that was packed meanwhile is answered in words.
        offered = (
            receipt.producer_orders
            if self.is_bound
            else [
                producer_order
                for producer_order in receipt.producer_orders
                if producer_order.can_cancel
            ]
        )
        parcels = cast(forms.TypedMultipleChoiceField, self.fields["parcels"])
        parcels.choices = [
            (producer_order.pk, producer_order.seller_name) for producer_order in offered
        ]
        self.initial.setdefault("parcels", [producer_order.pk for producer_order in offered])
