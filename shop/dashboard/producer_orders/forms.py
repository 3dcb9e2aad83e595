"""The filter of the list, and the next status of a producer order."""

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from shop.dashboard.producer_orders.selection import ProducerOrderFilter
from shop.order.models import MAX_NOTE_LENGTH, ProducerOrderStatus
from shop.order.states import reasons_for, step_label


class ProducerOrderFilterForm(forms.Form):
    """What to show; nonsense in the query string shows what there is to do."""

    show = forms.ChoiceField(choices=ProducerOrderFilter.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def value(self, name: str) -> str:
        """Return a field as it may be used."""
        value = self.cleaned_data.get(name, "") if self.is_valid() else ""
        return value or (ProducerOrderFilter.TO_DO.value if name == "show" else "")


class TransitionForm(forms.Form):
    """One step to `to`, with a note; cancelling and returning ask for a reason."""

    to = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Note (the buyer can read it)"),
        required=False,
        max_length=MAX_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        to: ProducerOrderStatus,
        role: str,
        is_pickup: bool = False,
    ) -> None:
        super().__init__(data, auto_id=f"{to.value}_%s")
        self.initial["to"], self.verb = to.value, step_label(to, is_pickup=is_pickup)
        reasons = reasons_for(to, role)
        if reasons:
            choices = [(reason.value, capfirst(reason.label)) for reason in reasons]
            self.fields["reason"] = forms.ChoiceField(
                label=_("Reason"), choices=[("", _("Choose…")), *choices]
            )
            self.order_fields(["to", "reason", "note"])

    @property
    def ends(self) -> bool:
        """Whether the step cancels or returns."""
        return "reason" in self.fields
