"""Form fields for money, weights and counts: one way to read them, and "45.000" when shown again."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.typed_numbers import (
    LONGEST,
    NumberFault,
    UnclearNumber,
    read_count,
    read_dong,
    read_grams,
)
from theme.formats import thousands

#: đồng; the filters of a list reach as far (search.query.PRICE_LIMIT).
MAX_PRICE = 1_000_000_000
#: Pieces; a slip of the keyboard beyond any seller's stock is not one.
MAX_STOCK = 1_000_000
#: Grams of one sales unit with its packing.
MAX_GRAMS = 1_000_000


def refusal_sentence(typed: str, fault: UnclearNumber, example: str) -> str:
    """Return in plain words how a text was read and what to write instead."""
    if fault.fault == NumberFault.FRACTION:
        text = _(
            "“%(typed)s” reads as %(whole)s point %(fraction)s. Only whole numbers are possible:"
            " please write them like %(example)s."
        )
    elif fault.fault == NumberFault.GROUPS:
        text = _(
            "“%(typed)s” is not clear: three digits follow each dot. Please write it like"
            " %(example)s."
        )
    elif fault.fault == NumberFault.NEGATIVE:
        text = _("“%(typed)s” reads as a number below zero, which is not possible here.")
    else:
        text = _("“%(typed)s” cannot be read as a number. Please write it like %(example)s.")
    return text % {
        "typed": typed[:LONGEST],
        "whole": fault.whole,
        "fraction": fault.fraction,
        "example": example,
    }


class WholeNumberField(forms.IntegerField):
    """A number of things from `min_value` to `max_value`; what is unclear is refused with its reading."""

    read: Callable[[str], int] = staticmethod(read_count)
    example = "1.200"
    min_value: int
    max_value: int | None

    def __init__(
        self, *, min_value: int = 0, max_value: int | None = MAX_STOCK, **options: Any
    ) -> None:
        options.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        )
        super().__init__(min_value=min_value, max_value=max_value, **options)
        # The sentences below replace those of the validators, which write numbers another way.
        self.validators = []

    def to_python(self, value: Any) -> int | None:
        """Return the number; raises ValidationError that says how the text was read."""
        if value in self.empty_values:
            return None
        if not isinstance(value, str):
            return int(value)
        if not value.strip():
            return None
        try:
            return self.read(value)
        except UnclearNumber as fault:
            sentence = refusal_sentence(value.strip(), fault, self.example)
            raise ValidationError(sentence, code="invalid") from fault

    def validate(self, value: int | None) -> None:
        """Hold the number within its bounds, said in words."""
        super().validate(value)
        if value is None:
            return
        if value < self.min_value:
            raise ValidationError(self.too_small(value), code="min_value")
        if self.max_value is not None and value > self.max_value:
            raise ValidationError(
                _("%(number)s is too large: at most %(most)s."),
                code="max_value",
                params={"number": self.written(value), "most": self.written(self.max_value)},
            )

    def prepare_value(self, value: Any) -> Any:
        """Return the number as it is written; what was typed and cannot be read stays as typed."""
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return thousands(self.read(value)) if value.strip() else ""
            except UnclearNumber:
                return value
        return thousands(value)

    def too_small(self, value: int) -> str:
        return _("%(number)s is too small: at least %(least)s.") % {
            "number": self.written(value),
            "least": self.written(self.min_value),
        }

    def written(self, value: int) -> str:
        return thousands(value)


class MoneyField(WholeNumberField):
    """Whole đồng from `min_value` to `max_value`."""

    read = staticmethod(read_dong)
    example = "45.000"

    def written(self, value: int) -> str:
        return f"{thousands(value)}\u00a0₫"


class PriceField(MoneyField):
    """Whole đồng above zero. Where it may stay empty, empty means that there is no price yet."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", 1)
        options.setdefault("max_value", MAX_PRICE)
        options.setdefault("help_text", gettext_lazy("For example 45.000 or 45k."))
        super().__init__(**options)

    def too_small(self, value: int) -> str:
        if self.required:
            return _("A price is more than 0 đồng.")
        return _("A price is more than 0 đồng. Leave it empty while there is no price yet.")


class GramsField(WholeNumberField):
    """A weight in whole grams; "1,5 kg" is understood."""

    read = staticmethod(read_grams)
    example = "1.000 g"

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_value", MAX_GRAMS)
        # A model's field that holds nothing below zero says so to its form field.
        super().__init__(**options | {"min_value": max(options.get("min_value", 1), 1)})

    def written(self, value: int) -> str:
        return f"{thousands(value)}\u00a0g"
