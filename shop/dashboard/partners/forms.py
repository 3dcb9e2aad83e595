"""Oscar's forms of a seller and of its people, and that of its delivery; what others changed meanwhile stays."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.partners.forms import ExistingUserForm as UpstreamExistingUserForm
from oscar.apps.dashboard.partners.forms import PartnerAddressForm as UpstreamPartnerAddressForm

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.number_fields import PriceField, WholeNumberField
from shop.partner.models import MOST_PACKING_DAYS, Partner


class PartnerAddressForm(EditConflictMixin, UpstreamPartnerAddressForm):
    """Name and address of a seller, and whether it charges VAT."""

    charges_vat = forms.BooleanField(
        label=_("The seller charges VAT"),
        required=False,
        help_text=_(
            "Off for a business household and for whoever pays VAT by the direct method: "
            "orders and invoices then show no VAT of this seller."
        ),
    )

    def edits(self) -> bool:
        """The seller exists, and so does its name, even where there is no address yet."""
        return True


class ExistingUserForm(EditConflictMixin, UpstreamExistingUserForm):
    """One of the people who sign in for a seller."""


class DeliveryTermsForm(EditConflictMixin, forms.ModelForm):
    """How a seller delivers; money and days are typed as everywhere else."""

    class Meta:
        model = Partner
        fields = [
            "packing_days",
            "free_delivery_from",
            "pickup_address",
            "pickup_hours",
            "closed_from",
            "closed_until",
        ]
        widgets = dict.fromkeys(
            ("closed_from", "closed_until"),
            forms.DateInput(attrs={"type": "date", "class": "no-widget-init"}, format="%Y-%m-%d"),
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, make, options in (
            ("packing_days", WholeNumberField, {"max_value": MOST_PACKING_DAYS}),
            ("free_delivery_from", PriceField, {}),
        ):
            field = self.fields[name]
            self.fields[name] = make(
                label=field.label, help_text=field.help_text, required=field.required, **options
            )
