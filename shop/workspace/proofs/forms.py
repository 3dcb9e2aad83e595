"""The form of one proof, as its holder sends it in."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.models import Producer, Product, ProofKind
from catalogue.models.product import PAGE_STRUCTURES
from catalogue.models.proof import WITHOUT_END
from catalogue.photos.forms import keep_uploads
from catalogue.photos.scans import ScanField
from catalogue.text import one_line
from shop.users.models import User


class ProofProductsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Product) -> str:
        return obj.title


class ProofForm(forms.Form):
    """Which standard, by whom, from when until when, for which products, and a photograph of the paper."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Which standard"), choices=ProofKind.choices, widget=forms.RadioSelect
    )
    file = ScanField(
        label=gettext_lazy("Photograph or scan of the paper"),
        help_text=gettext_lazy(
            "PDF, JPEG or PNG, at most 10 MB. Only you and the province's people see it."
        ),
    )
    number = forms.CharField(
        label=gettext_lazy("Its number"),
        max_length=80,
        help_text=gettext_lazy("As printed. For example: VietGAP-TT-13-02-68-0011."),
    )
    issuer = forms.CharField(
        label=gettext_lazy("Who issued it"),
        max_length=200,
        help_text=gettext_lazy("For example: Vinacert."),
    )
    valid_from = DayField(label=gettext_lazy("Valid from"))
    valid_until = DayField(
        label=gettext_lazy("Its last day"),
        required=False,
        help_text=gettext_lazy(
            "From the day after buyers do not see it any more. Only a geographical indication may "
            "have none."
        ),
    )
    products = ProofProductsField(
        label=gettext_lazy("Which products it covers"),
        queryset=Product.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: User, producer: Producer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_uploads(self.fields.values(), user)
        kind, products = self.fields["kind"], self.fields["products"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [(value, capfirst(label)) for value, label in ProofKind.choices]
        if isinstance(products, ProofProductsField):
            own = Product.objects.filter(producer=producer, structure__in=PAGE_STRUCTURES)
            products.queryset = own.order_by("title", "pk")

    def clean_number(self) -> str:
        return self._line("number")

    def clean_issuer(self) -> str:
        return self._line("issuer")

    def clean(self) -> dict[str, Any]:
        """It begins before it ends, has not ended, and ends unless its kind need not."""
        data = super().clean() or self.cleaned_data
        first: date | None = data.get("valid_from")
        last: date | None = data.get("valid_until")
        if last is None:
            is_empty = "valid_until" not in self.errors
            if is_empty and data.get("kind") and data["kind"] not in WITHOUT_END:
                self.add_error("valid_until", _("Please give its last day."))
        elif last < today():
            self.add_error("valid_until", _("This paper has ended. Please add the new one."))
        elif first and last < first:
            self.add_error("valid_until", _("Its last day lies before its first."))
        return data

    def _line(self, name: str) -> str:
        text = one_line(self.cleaned_data[name])
        if not text:
            raise ValidationError(self.fields[name].error_messages["required"])
        return text
