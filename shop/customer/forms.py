"""Leaving the shop, and what Oscar's dashboard asks this room for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from shop.customer.passwords.services import request_new_password
from shop.users.email import EmailAddressField
from shop.users.models import User


class DeleteAccountForm(forms.Form):
    """The password once more, since there is no way back."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Raise ValidationError for any other password."""
        password = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise ValidationError(_("Type your present password."))
        return password


class PasswordResetForm(forms.Form):
    """The button of the dashboard that has a customer sent the way to a new password."""

    email = EmailAddressField()

    def save(self, **options: Any) -> None:
        """Put it into the outbox, as if the customer had asked for it."""
        request_new_password(self.cleaned_data["email"])
