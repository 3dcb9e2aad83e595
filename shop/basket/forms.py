"""Forms of the basket: only the quantity is ever typed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.number_fields import WholeNumberField

WHOLE_NUMBER = _("Enter the quantity as a whole number, at least 1.")


class QuantityForm(forms.Form):
    """How many pieces. The stepper's buttons send the number shown and one step up or down."""

    quantity = WholeNumberField(max_value=None, required=False)
    quantity_step = forms.TypedChoiceField(
        choices=[("-1", "-1"), ("1", "1")], coerce=int, empty_value="", required=False
    )

    @property
    def stepped(self) -> bool:
        """Whether a stepper's button sent the form."""
        return bool(self.cleaned_data.get("quantity_step"))

    @property
    def wanted(self) -> int:
        """Return the number wanted: what was typed, moved by the step but never below 1."""
        typed = self.cleaned_data["quantity"]
        typed = 1 if typed is None else typed
        step = self.cleaned_data.get("quantity_step") or 0
        return max(1, typed + step) if step else typed

    @property
    def complaint(self) -> str:
        """Return the one sentence that says what is wrong with the number."""
        return str(WHOLE_NUMBER)
