"""Price and stock of one thing, with what was seen when they were typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.number_fields import MAX_STOCK, WholeNumberField
from shop.partner.forms import StockNumbersMixin
from shop.partner.models import StockRecord
from shop.partner.stock_records import OfferedNumbers, StockRecordChanged, offered_numbers
from theme.formats import dong


class StockRecordNumbersForm(StockNumbersMixin, forms.ModelForm):
    """What is asked and how many can be ordered; both as people type them."""

    available = WholeNumberField(
        label=gettext_lazy("How many can be ordered"), required=False, max_value=MAX_STOCK
    )
    seen_price = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen_available = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = StockRecord
        fields = ["price"]
        labels = {"price": gettext_lazy("Price")}

    def __init__(self, *args: Any, instance: StockRecord, **kwargs: Any) -> None:
        self.numbers = offered_numbers(instance)
        super().__init__(*args, instance=instance, auto_id=f"hang_{instance.pk}_%s", **kwargs)
        self.initial.update(
            price=self.numbers.price,
            available=self.numbers.available,
            seen_price=self.numbers.price,
            seen_available=self.numbers.available,
        )
        self.fields["price"].help_text = ""

    @property
    def seen(self) -> OfferedNumbers:
        """Return what stood on the page when the form was filled in."""
        return OfferedNumbers(
            self.cleaned_data.get("seen_price"), self.cleaned_data.get("seen_available")
        )

    @property
    def wanted(self) -> OfferedNumbers:
        """Return what was typed; an empty field leaves the number as it was seen."""
        price, available = self.cleaned_data.get("price"), self.cleaned_data.get("available")
        return OfferedNumbers(
            self.seen.price if price is None else int(price),
            self.seen.available if available is None else available,
        )

    def ask_again(self, change: StockRecordChanged) -> None:
        """Say what has become of it meanwhile; what was typed stays, and the next press counts."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        now, seen = change.now, self.seen
        for name in change.fields:
            data[f"seen_{name}"] = "" if getattr(now, name) is None else getattr(now, name)
            self.add_error(name, _sentence(name, seen, now))
        self.data = data


def _sentence(name: str, seen: OfferedNumbers, now: OfferedNumbers) -> str:
    if name == "price":
        text = _("Somebody else has set the price to %(price)s meanwhile. Save again to set yours.")
        return text % {"price": dong(now.price) or "–"}
    sold = (seen.available or 0) - (now.available or 0)
    facts = {"n": abs(sold), "left": now.available or 0}
    if sold > 0:
        text = ngettext(
            "Meanwhile %(n)d was sold: %(left)d are left. Please count again, then save.",
            "Meanwhile %(n)d were sold: %(left)d are left. Please count again, then save.",
            sold,
        )
    else:
        text = _("Somebody else has counted %(left)d meanwhile. Save again to set yours.")
    return text % facts
