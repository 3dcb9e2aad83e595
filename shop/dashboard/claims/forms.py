"""What a steward types about a claim."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.dashboard.certificates.forms import TextField


class ClaimFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    WAITING = "", _("Waiting")
    CHANGES = "bo-sung", _("With the applicant")
    DONE = "xong", _("Decided")


class ClaimFilterForm(forms.Form):
    """The list's filter; what it does not know is the first one."""

    show = forms.ChoiceField(choices=ClaimFilter.choices, required=False)

    def value(self) -> str:
        """Return the filter, the first where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


class AcceptClaimForm(forms.Form):
    """What it was compared with; `version` is the claim as it was read."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    ends_others = forms.BooleanField(
        label=_("End the access of those who work there now"),
        required=False,
        help_text=_("Without it the applicant becomes an owner beside them."),
    )
    reason = TextField(
        label=_("A word to the applicant"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, has_members: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_members:
            del self.fields["ends_others"]


class AskChangesForm(forms.Form):
    """What is missing, as the applicant reads it."""

    reason = TextField(
        label=_("What is missing, as the applicant reads it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class RefuseClaimForm(forms.Form):
    """Why it is refused, as the applicant reads it."""

    reason = TextField(
        label=_("Why it is refused, as the applicant reads it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ContactForm(forms.Form):
    """Where the code goes: a contact from the register or the official file, not the applicant's word."""

    contact = TextField(
        label=pgettext_lazy("claim", "Telephone number or address that the code goes to"),
        max_length=255,
        help_text=_("From the register or the province's own file, never from this application."),
    )
