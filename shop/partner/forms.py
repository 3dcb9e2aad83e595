"""Price and stock as people type them, for every form that changes a stock record."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from catalogue.number_fields import PriceField, WholeNumberField
from shop.partner.models import StockRecord
from theme.formats import dong

#: A price that grows or shrinks so many times is more often a slip than a decision.
STEEP = 10
ANSWER = "steep_price"


def is_steep(before: int, after: int) -> bool:
    """Whether a price changes tenfold or more, up or down."""
    return after >= before * STEEP or after * STEEP <= before


class StockNumbersMixin(forms.BaseModelForm):
    """Reads price and stock as typed, and asks back before a price changes tenfold.

    The question is a field of the form, answered with the next press of the button: everything
    else that was typed stays, and nothing needs script. An answer counts for that one price.
    """

    instance: StockRecord

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._take_numbers()

    def _take_numbers(self) -> None:
        for name, make in (
            ("price", PriceField),
            ("num_in_stock", WholeNumberField),
            ("num_allocated", WholeNumberField),
            ("low_stock_threshold", WholeNumberField),
        ):
            field = self.fields.get(name)
            if field is not None:
                self.fields[name] = make(label=field.label, required=field.required)

    def clean(self) -> dict[str, Any]:
        """Ask whether a steep change is meant."""
        data = super().clean() or self.cleaned_data
        before, after = self.instance.price, data.get("price")
        if before and after and is_steep(int(before), after):
            data["price"] = self._ask_about_price(int(before), after)
        return data

    def _ask_about_price(self, before: int, after: int) -> int:
        """Return the price that was decided on; an open question is an error of the form."""
        answer = self.data.get(self.add_prefix(ANSWER))
        field = forms.ChoiceField(
            label=_("Is that right?"),
            choices=[
                (str(after), _("Yes, the new price is %(price)s") % {"price": dong(after)}),
                (str(before), _("No, it stays at %(price)s") % {"price": dong(before)}),
            ],
            required=False,
            widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
        )
        names = list(self.fields)
        names.insert(names.index("price") + 1, ANSWER)
        self.fields[ANSWER] = field
        self.order_fields(names)
        if answer == str(before):
            return before
        if answer != str(after):
            text = (
                _("The price would rise from %(before)s to %(after)s.")
                if after > before
                else _("The price would fall from %(before)s to %(after)s.")
            )
            self.add_error("price", text % {"before": dong(before), "after": dong(after)})
        return after
