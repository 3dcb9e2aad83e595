"""What is asked about one parcel of several: which pieces, who carries it, under which number."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.order.parcels.carrier_form import CarrierForm
from shop.order.parcels.services import UnsentLine


class ParcelForm(CarrierForm):
    """Pieces of each line that is left; `submission` makes a second press harmless."""

    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, lines: list[UnsentLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        self.initial.setdefault("submission", uuid4())
        for line in lines:
            self.fields[f"pieces_{line.line}"] = forms.IntegerField(
                label=line.title,
                min_value=0,
                max_value=line.quantity,
                initial=line.quantity,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                help_text=_("%(n)d are still to be sent") % {"n": line.quantity},
            )

    def piece_fields(self) -> list[forms.BoundField]:
        """Return a field for each line."""
        return [self[f"pieces_{line.line}"] for line in self.lines]

    def pieces(self) -> dict[int, int]:
        """Return the pieces of each line that are in this parcel."""
        return {line.line: self.cleaned_data[f"pieces_{line.line}"] for line in self.lines}

    def clean(self) -> dict[str, Any]:
        """An empty parcel is none."""
        data = super().clean() or {}
        if not self.errors and not any(self.pieces().values()):
            raise forms.ValidationError(_("Please say how many pieces are in the parcel."))
        return data
