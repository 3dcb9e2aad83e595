"""What the staff sends and types about the bank: a statement, its columns, whose a line is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalogue.register.files.columns import heading_key
from catalogue.register.files.container import refuse_too_large
from shop.dashboard.certificates.forms import TextField
from shop.payment.models import BankStatement
from shop.payment.transfer.columns import COLUMN_CHOICES, IGNORED, are_enough


class StatementForm(forms.Form):
    """A statement as the bank's site gives it."""

    file = forms.FileField(
        label=_("Bank statement"),
        help_text=_("Excel, ODS or CSV as the bank's site gives it, at most 32 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv,.tsv,.txt"}),
        validators=[refuse_too_large],
    )


class ColumnsForm(forms.Form):
    """What each heading of a statement stands for."""

    def __init__(self, *args: Any, statement: BankStatement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.headings: dict[str, str] = {}
        for number, heading, column in statement.understood:
            if not heading_key(heading):
                continue
            name = f"column_{number}"
            self.headings[name] = heading
            self.fields[name] = forms.ChoiceField(
                label=heading, choices=COLUMN_CHOICES, initial=column or IGNORED
            )

    def clean(self) -> dict[str, Any]:
        """Each column once, and enough of them."""
        data = super().clean() or self.cleaned_data
        chosen = [column for column in data.values() if column != IGNORED]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_("Two headings cannot stand for the same."))
        if not are_enough(chosen):
            raise ValidationError(
                _("Please say where the day, the content and the money that came in stand.")
            )
        return data

    @property
    def columns(self) -> dict[str, str]:
        """Return heading → column."""
        return {heading: self.cleaned_data[name] for name, heading in self.headings.items()}


class ReasonForm(forms.Form):
    """Why; the next person reads it."""

    reason = TextField(label=_("Why"), max_length=300)


class AssignLineForm(ReasonForm):
    """Whose order a transfer is for."""

    number = TextField(label=_("Number of the order"), max_length=30)
    field_order = ("number", "reason")

    def clean_number(self) -> str:
        """Take the reference as well as the number."""
        return self.cleaned_data["number"].upper().removeprefix("OCOP").strip()
