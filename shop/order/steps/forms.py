"""Steps of an order as sellers and staff take them: one button, or the little that is asked with it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shop.order.models import MAX_NOTE_LENGTH, ProducerOrderStatus
from shop.order.states import SHIPPED, reasons_for, step_label

MAX_TRACKING_LENGTH = 40


class Carrier(models.TextChoices):
    """Who carries parcels in Vietnam; names as they call themselves."""

    GHN = "ghn", "GHN"
    GHTK = "ghtk", "GHTK"
    VIETTEL_POST = "viettel", "Viettel Post"
    VIETNAM_POST = "vnpost", "Vietnam Post"
    JT = "jt", "J&T"
    OWN = "own", _("We bring it ourselves")
    OTHER = "other", _("Another carrier")


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

    def step(self, *, language: str) -> dict[str, Any]:
        """Return what the service of steps is given; `language` is the buyer's."""
        return {
            "to": self.cleaned_data["to"],
            "reason": self.cleaned_data.get("reason", ""),
            "note": self.cleaned_data.get("note", ""),
        }


class HandOverForm(OrderStepForm):
    """Handing over: who carries it and under which number, which the buyer reads with the note."""

    carrier = forms.ChoiceField(
        label=_("Who carries it?"), choices=Carrier.choices, widget=forms.RadioSelect
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=MAX_TRACKING_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def step(self, *, language: str) -> dict[str, Any]:
        step = super().step(language=language)
        return step | {"note": " ".join(filter(None, [self._carried(language), step["note"]]))}

    def _carried(self, language: str) -> str:
        """Return the sentence for the buyer; a carrier that is not on the list is not named."""
        carrier = Carrier(self.cleaned_data["carrier"])
        number = self.cleaned_data["tracking_number"]
        with translation.override(language):
            parts = []
            if carrier == Carrier.OWN:
                parts.append(gettext("We bring it to you ourselves."))
            elif carrier != Carrier.OTHER:
                parts.append(gettext("Carrier: %(name)s.") % {"name": carrier.label})
            if number:
                parts.append(gettext("Tracking number: %(number)s.") % {"number": number})
        return " ".join(parts)


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
