"""What a buyer, a producer and a reader type about and under a review."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.edit_conflicts import EditConflictMixin
from catalogue.health_claims import validate_no_health_claim
from catalogue.reviews.models import Complaint, Score
from catalogue.reviews.services import MAX_LENGTH, MIN_LENGTH
from catalogue.text import clean_text, one_line

NAME_LENGTH, REPLY_LENGTH, NOTE_LENGTH = 60, 1000, 500


class CleanTextField(forms.CharField):
    """A text over several lines, composed and without control characters before it is measured."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return clean_text(super().to_python(value) or "")


class ReviewForm(EditConflictMixin, forms.Form):
    """How content the buyer is, in words and in a text, and by which name it is shown.

    `initial` is what stands there now, which another window of the buyer may have written.
    """

    score = forms.TypedChoiceField(
        label=_("How pleased are you?"),
        choices=[(score.value, score.label) for score in Score],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose how pleased you are.")},
    )
    body = CleanTextField(
        label=_("What would you tell the next buyer?"),
        min_length=MIN_LENGTH,
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Taste, freshness, packing, delivery. 10 to 2,000 characters."),
        error_messages={
            "required": _("Please write a few words."),
            "min_length": _("A few more words, please: at least %(limit_value)d characters."),
            "max_length": _(
                "Please shorten it to %(limit_value)d characters; it has %(show_value)d."
            ),
        },
    )
    name = forms.CharField(
        label=_("Name to show"),
        required=False,
        max_length=NAME_LENGTH,
        help_text=_("A first name is enough. Left empty, it says “A buyer”."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def facts(self) -> dict[str, Any]:
        """Return what is to be written of the valid form."""
        return {name: self.cleaned_data[name] for name in ("score", "body", "name")}


class ReportForm(forms.Form):
    """Why a reader thinks that a review should be looked at."""

    complaint = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[(complaint.value, capfirst(complaint.label)) for complaint in Complaint],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a reason.")},
    )
    note = CleanTextField(
        label=_("Anything else we should know?"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReplyForm(EditConflictMixin, forms.Form):
    """The producer's reply; empty takes it back."""

    reply = CleanTextField(
        label=_("Your reply, which everybody can read"),
        required=False,
        max_length=REPLY_LENGTH,
        validators=[validate_no_health_claim],
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Thank, explain, make it good. Left empty, the reply is taken back."),
    )
