"""Forms of somebody who forgot a password."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.users.email import is_email, read_email
from shop.users.phone import read_phone


class PasswordResetRequestForm(forms.Form):
    """The name that one signs in with."""

    name = forms.CharField(
        label=_("E-mail or phone number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
        error_messages={"required": _("Give the e-mail address or phone number of your account.")},
    )

    @property
    def is_email(self) -> bool:
        """Whether an e-mail address was given, and no phone number."""
        return is_email(self.cleaned_data["name"])

    def clean_name(self) -> str:
        """Return an e-mail address in its one form or a phone as +84…."""
        name = self.cleaned_data["name"].strip()
        if is_email(name):
            return read_email(name)
        return read_phone(name)


class CodeForm(forms.Form):
    """The phone number and the eight digits."""

    phone = forms.CharField(
        label=_("Phone number"),
        max_length=25,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Please enter a phone number.")},
    )
    code = forms.CharField(
        label=_("Code of eight digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Please enter the code.")},
    )

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean_code(self) -> str:
        """Return the digits alone, however they were grouped."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["code"])
        digits = "".join(letter for letter in text if letter in "0123456789")
        if len(digits) != 8:
            raise forms.ValidationError(_("The code has eight digits."))
        return digits
