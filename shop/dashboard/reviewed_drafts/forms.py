"""The two answers to a draft, each for the version that was looked at."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.dashboard.certificates.forms import TextField


class DraftFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    SUBMITTED = "", gettext_lazy("Waiting")
    RETURNED = "sua-lai", gettext_lazy("Sent back")
    APPROVED = "da-duyet", gettext_lazy("Approved")


class ApproveDraftForm(forms.Form):
    """Nothing to type: the press of the button is the answer; it carries which version was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReturnDraftForm(ApproveDraftForm):
    """What is to be changed, as its producer will read it; `choices` are what is asked most often."""

    choices: type[TextChoices]

    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("What is to be changed"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "no-widget-init"}),
    )
    text = TextField(
        label=gettext_lazy("In your words, as the producer will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reasons"]
        field.choices = self.choices.choices

    def clean(self) -> dict[str, Any]:
        """Nobody is sent back without a reason."""
        data = super().clean() or self.cleaned_data
        if not data.get("reasons") and not data.get("text", "").strip():
            raise ValidationError(_("Please say what is to be changed."))
        return data

    @property
    def reason(self) -> str:
        """Return all of it as one text."""
        ticked = [str(self.choices(value).label) for value in self.cleaned_data["reasons"]]
        return "\n".join(filter(None, [*ticked, self.cleaned_data["text"].strip()]))
