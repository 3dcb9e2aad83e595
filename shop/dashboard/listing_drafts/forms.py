"""The two answers to a draft, each for the version that was looked at."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.dashboard.certificates.forms import TextField


class ListingDraftFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    SUBMITTED = "", gettext_lazy("Waiting")
    RETURNED = "sua-lai", gettext_lazy("Sent back")
    APPROVED = "da-duyet", gettext_lazy("Approved")


class ChangeReason(TextChoices):
    """What is asked for most often, so that a tick is enough."""

    PHOTOS = "photos", gettext_lazy("The photographs are blurred or show something else.")
    LABEL = "label", gettext_lazy("The label here is not what stands on the pack.")
    WORDS = "words", gettext_lazy("The words promise more than can be proven.")
    NAME = "name", gettext_lazy("Name or kind are not those of the certificate.")
    PAPERS = "papers", gettext_lazy("The certificate cannot be read.")


class VersionForm(forms.Form):
    """Carries which version was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ApproveListingForm(VersionForm):
    """Nothing to type: the press of the button is the answer."""


class ReturnListingForm(VersionForm):
    """What is to be changed, as its producer will read it."""

    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("What is to be changed"),
        choices=ChangeReason.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "no-widget-init"}),
    )
    text = TextField(
        label=gettext_lazy("In your words, as the producer will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Nobody is sent back without a reason."""
        data = super().clean() or self.cleaned_data
        if not data.get("reasons") and not data.get("text", "").strip():
            raise ValidationError(_("Please say what is to be changed."))
        return data

    @property
    def reason(self) -> str:
        """Return all of it as one text."""
        ticked = [str(ChangeReason(value).label) for value in self.cleaned_data["reasons"]]
        return "\n".join(filter(None, [*ticked, self.cleaned_data["text"].strip()]))
