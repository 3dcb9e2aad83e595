"""What keeps programs out of forms for everybody: a field nobody sees, and a little time."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: Nobody reads the questions and answers in less; a program does.
FASTEST_SECONDS = 3
_SIGNER = signing.TimestampSigner(salt="form-trap")


class FormTrap(forms.Form):
    """A form that says when it was opened, with a field that only programs fill in."""

    opened = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> object:
        """Sign the moment at which the form is drawn."""
        if field_name == "opened":
            return _SIGNER.sign("")
        return super().get_initial_for_field(field, field_name)

    @property
    def shows_trap(self) -> bool:
        """Whether the field for programs was filled in: then people get to see it."""
        return bool(self.errors.get("website"))

    def clean_website(self) -> str:
        """Refuse what programs fill in; a browser may have done it, so it is said."""
        if self.cleaned_data["website"]:
            raise ValidationError(_("Please leave this field empty and send again."))
        return ""

    def refuse_haste(self) -> None:
        """Raise ValidationError for a form without other errors that came back faster than people are."""
        if not self.errors and self._is_hasty():
            raise ValidationError(
                _("That was very quick. Please look it over and press the button once more.")
            )

    def _is_hasty(self) -> bool:
        """Whether the form came back faster than people are, or without the time it was opened."""
        try:
            _SIGNER.unsign(self.cleaned_data["opened"])
        except signing.BadSignature:
            return True
        try:
            _SIGNER.unsign(self.cleaned_data["opened"], max_age=FASTEST_SECONDS)
        except signing.SignatureExpired:
            return False
        return True
