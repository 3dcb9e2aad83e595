"""What a buyer types about money that is to come back."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.text import normalize
from shop.payment.banks import BANKS


class PayoutAccountForm(forms.Form):
    """The account that a refund is sent to."""

    bank_bin = forms.ChoiceField(
        label=_("Bank"),
        choices=[("", _("Choose…")), *BANKS.items()],
        error_messages={"required": _("Please choose the bank.")},
    )
    account = forms.CharField(
        label=_("Account number"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Please enter the account number.")},
    )
    holder = forms.CharField(
        label=_("Account holder"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As the bank writes it, such as NGUYEN VAN AN."),
        error_messages={"required": _("Please enter in whose name the account is.")},
    )

    def clean_account(self) -> str:
        """Return the number without gaps; some banks know letters."""
        account = re.sub(r"[\s.-]", "", normalize(self.cleaned_data["account"])).upper()
        if not re.fullmatch(r"[0-9A-Z]{6,19}", account):
            raise forms.ValidationError(_("An account number has 6 to 19 digits or letters."))
        return account

    def clean_holder(self) -> str:
        """Return the name as the bank compares it."""
        return normalize(self.cleaned_data["holder"]).upper()
