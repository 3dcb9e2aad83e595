"""The form of a reminder: where to write to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.users.email import EmailAddressField


class AlertForm(forms.Form):
    email = EmailAddressField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Please enter your e-mail address.")},
    )
