"""What a buyer fills in to return goods, and what the shop answers."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.files.base import File
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalogue.photos.forms import PhotoFormField
from catalogue.text import normalize
from shop.order.returns.models import MAX_WORDS, ReturnReason
from shop.order.returns.services import MAX_PHOTOS, ReturnableLine


class ReturnForm(forms.Form):
    """Pieces of each delivered line, a reason, words and photographs; photographs are kept until it is right."""

    reason = forms.ChoiceField(
        label=_("Why?"),
        widget=forms.RadioSelect,
        choices=[(reason.value, capfirst(reason.label)) for reason in ReturnReason],
        error_messages={"required": _("Please choose a reason.")},
    )
    words = forms.CharField(
        label=_("What is wrong, in your words"),
        required=False,
        max_length=MAX_WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: list[ReturnableLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.initial.setdefault("submission", uuid4())
        for line in lines:
            self.fields[f"pieces_{line.line}"] = forms.TypedChoiceField(
                label=line.title,
                choices=[(number, str(number)) for number in range(line.quantity + 1)],
                coerce=int,
                empty_value="",
                required=False,
                help_text=_seller_and_hours(line),
            )
        for number in range(1, MAX_PHOTOS + 1):
            field = PhotoFormField(
                label=_("Photograph %(number)d") % {"number": number}, required=False
            )
            field.keeps_for_anybody = True
            self.fields[f"photo_{number}"] = field

    def piece_fields(self) -> list[forms.BoundField]:
        """Return a field for each line."""
        return [self[f"pieces_{line.line}"] for line in self.lines]

    def photo_fields(self) -> list[forms.BoundField]:
        """Return the fields of the photographs."""
        return [self[f"photo_{number}"] for number in range(1, MAX_PHOTOS + 1)]

    def pieces(self) -> dict[int, int]:
        """Return the pieces of each line that are to go back."""
        return {line.line: self.cleaned_data.get(f"pieces_{line.line}") or 0 for line in self.lines}

    def photos(self) -> list[File]:
        """Return the photographs that were sent."""
        names = [f"photo_{number}" for number in range(1, MAX_PHOTOS + 1)]
        return [self.cleaned_data[name] for name in names if self.cleaned_data.get(name)]

    def submission_token(self) -> UUID:
        """Return what makes a second press harmless."""
        return self.cleaned_data["submission"]

    def clean(self) -> dict[str, Any]:
        """Something has to go back; what is broken is best seen."""
        data = super().clean() or {}
        if not self.errors and not any(self.pieces().values()):
            raise forms.ValidationError(_("Please say how many pieces of what go back."))
        return data


def _seller_and_hours(line: ReturnableLine) -> str:
    if line.fresh_hours is None:
        return line.seller
    hours = _("fresh: faults within %(hours)d hours of delivery") % {"hours": line.fresh_hours}
    return f"{line.seller} · {hours}"


class AnswerForm(forms.Form):
    """What the shop answers to a request."""

    answer = forms.CharField(
        label=_("Answer (the buyer can read it)"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the goods go and who pays for sending them; or why not."),
    )
    goods_stay = forms.BooleanField(
        label=_("The goods need not come back: refund at once"), required=False
    )
    with_delivery = forms.BooleanField(label=_("Refund the delivery too"), required=False)

    def clean_answer(self) -> str:
        return normalize(self.cleaned_data["answer"])
