"""Steps of an order as sellers and staff take them: one button, or the little that is asked with it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shop.order.models import MAX_NOTE_LENGTH, ProducerOrderStatus
from shop.order.parcels.carrier_form import CarrierForm
from shop.order.states import SHIPPED, reasons_for, step_label


class OrderStepForm(forms.Form):
    """One step to `to`; cancelling and returning ask for a reason, the buyer reads the note."""

    to = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        to: ProducerOrderStatus,
        role: str,
        is_pickup: bool = False,
        has_note: bool = False,
    ) -> None:
        super().__init__(data, auto_id=f"{to.value}_%s")
        self.initial["to"], self.label = to.value, step_label(to, is_pickup=is_pickup)
        reasons = reasons_for(to, role)
        self.ends = bool(reasons)
        if reasons:
            self.fields["reason"] = forms.ChoiceField(
                label=_("Reason"),
                choices=[(reason.value, capfirst(reason.label)) for reason in reasons],
                widget=forms.RadioSelect,
            )
        if reasons or has_note:
            self.fields["note"] = forms.CharField(
                label=_("Note (the buyer can read it)"),
                required=False,
                max_length=MAX_NOTE_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def step(self) -> dict[str, Any]:
        """Return what the service of steps is given."""
        return {
            "to": self.cleaned_data["to"],
            "reason": self.cleaned_data.get("reason", ""),
            "note": self.cleaned_data.get("note", ""),
        }


class HandOverForm(CarrierForm, OrderStepForm):
    """Handing over: who carries it and under which number, which the buyer reads with the note."""

    def parcel(self) -> dict[str, Any]:
        """Return what the service that hands over is given."""
        names = ("carrier", "tracking_number", "note")
        return {name: self.cleaned_data.get(name, "") for name in names}


def step_forms(
    steps: Iterable[ProducerOrderStatus],
    data: QueryDict | None = None,
    *,
    role: str,
    is_pickup: bool,
    has_note: bool = False,
) -> list[OrderStepForm]:
    """Return the form of each of these steps, bound the one that was sent."""
    return [
        (HandOverForm if to == SHIPPED else OrderStepForm)(
            data if data and data.get("to") == to else None,
            to=to,
            role=role,
            is_pickup=is_pickup,
            has_note=has_note,
        )
        for to in steps
    ]
