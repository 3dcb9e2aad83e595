"""What a visitor fills in to ask a seller, and what both sides say of a visit."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.day_fields import DayField
from catalogue.reviews.forms import CleanTextField
from catalogue.text import one_line
from shop.order.enquiries.models import MOST_GUESTS, VisitState
from shop.order.enquiries.services import is_visit_day
from shop.order.messages.models import MAX_MESSAGE
from shop.users.email import EmailAddressField
from shop.users.form_trap import FormTrap
from shop.users.models import User
from shop.users.phone import read_any_phone


class EnquiryForm(FormTrap):
    """A question to a seller; `submission` makes a second press harmless."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailAddressField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "The link to the answer comes here; the seller does not read the address."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = CleanTextField(
        label=gettext_lazy("Your question"),
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Phone numbers, e-mail addresses and links are hidden: whatever is agreed outside the "
            "shop is not protected by it."
        ),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, asker: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        if asker is not None:
            self.initial.setdefault("name", asker.get_full_name())
            self.initial.setdefault("email", asker.email or "")

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise ValidationError(self.fields["name"].error_messages["required"])
        return name

    def clean(self) -> dict[str, Any]:
        """Nobody asks within a moment of opening the page."""
        data = super().clean() or {}
        self.refuse_haste()
        return data

    def visit(self) -> dict[str, Any] | None:
        """Return what is asked of a visit; None for a question. Read after is_valid()."""
        return None


class VisitRequestForm(EnquiryForm):
    """A visit: on which day, how many come, and by which phone the host finds them."""

    visit_on = DayField(
        label=gettext_lazy("Day of the visit"),
        help_text=gettext_lazy("From tomorrow on. The host agrees, or proposes another day."),
    )
    guests = forms.IntegerField(
        label=gettext_lazy("How many come"),
        min_value=1,
        max_value=MOST_GUESTS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone number"),
        max_length=25,
        help_text=gettext_lazy("The host reads it, so that you find each other on the day."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )

    field_order = ("visit_on", "guests", "name", "phone", "email", "text")

    def __init__(self, *args: Any, asker: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asker=asker, **kwargs)
        self.fields["text"].label = _("What you wish for")

    def clean_visit_on(self) -> date:
        """Nobody is received today, or in years."""
        day: date = self.cleaned_data["visit_on"]
        if not is_visit_day(day):
            raise ValidationError(_("Please choose a day from tomorrow on, within a year."))
        return day

    def clean_phone(self) -> str:
        """Return the phone as it is stored; raises ValidationError for what is none."""
        return read_any_phone(self.cleaned_data["phone"])

    def visit(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("visit_on", "guests", "phone")}


class VisitStepForm(forms.Form):
    """What one side says of a visit: the step, a sentence with it, and another day where one is proposed."""

    step = forms.ChoiceField(choices=VisitState.choices, widget=forms.HiddenInput)
    text = CleanTextField(
        label=gettext_lazy("A sentence to go with it"),
        required=False,
        max_length=MAX_MESSAGE - 100,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    day = DayField(label=gettext_lazy("Another day"), required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
