"""Oscar's forms of a seller and of its people; what others changed meanwhile stays."""

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.partners.forms import ExistingUserForm as UpstreamExistingUserForm
from oscar.apps.dashboard.partners.forms import PartnerAddressForm as UpstreamPartnerAddressForm

from catalogue.edit_conflicts import EditConflictMixin


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
