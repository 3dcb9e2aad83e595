"""The filter of the list of producer orders."""

from django import forms

from shop.dashboard.producer_orders.selection import ProducerOrderFilter


class ProducerOrderFilterForm(forms.Form):
    """What to show; nonsense in the query string shows what there is to do."""

    show = forms.ChoiceField(choices=ProducerOrderFilter.choices, required=False)
    q = forms.CharField(max_length=100, required=False)

    def value(self, name: str) -> str:
        """Return a field as it may be used."""
        value = self.cleaned_data.get(name, "") if self.is_valid() else ""
        return value or (ProducerOrderFilter.TO_DO.value if name == "show" else "")
