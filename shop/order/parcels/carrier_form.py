"""Who carries a parcel, and under which number: asked wherever one is handed over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.order.parcels.models import MAX_TRACKING_LENGTH, Carrier


class CarrierForm(forms.Form):
    """The carrier, and its number where it gives one; the buyer reads both."""

    carrier = forms.ChoiceField(
        label=_("Who carries it?"), choices=Carrier.choices, widget=forms.RadioSelect
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=MAX_TRACKING_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
