"""The filter of the list, and the decision on a review."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.reviews.forms import NOTE_LENGTH, CleanTextField
from catalogue.reviews.models import Ground
from shop.dashboard.reviews.selection import ReviewFilter


class ReviewFilterForm(forms.Form):
    """What to show; nonsense in the query string shows the default."""

    show = forms.ChoiceField(choices=ReviewFilter.choices, required=False)

    def value(self, first: str) -> str:
        """Return the filter that is asked for, or `first`."""
        return (self.cleaned_data.get("show") if self.is_valid() else "") or first


class RefuseForm(forms.Form):
    """Why a review is not shown; the writer gets an e-mail."""

    ground = forms.ChoiceField(
        label=_("Reason"),
        choices=[
            ("", _("Choose…")),
            *((ground.value, capfirst(ground.label)) for ground in Ground),
        ],
        help_text=_("That it is unfavourable is no reason. The writer is told this one."),
        error_messages={"required": _("Please say why it is not shown.")},
    )
    note = CleanTextField(
        label=_("Note (the writer can read it)"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
