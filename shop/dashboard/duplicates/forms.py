"""What a steward chooses among doubles: a filter, which product stays, and a second look."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.models import DuplicateCandidate, Product
from shop.dashboard.certificates.forms import TextField


class DuplicateFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    CERTAIN = "", _("Surely the same")
    PERHAPS = "co-the", _("Perhaps the same")
    MERGED = "da-gop", _("Merged")
    DIFFERENT = "khac-nhau", _("Not the same")


class DuplicateFilterForm(forms.Form):
    """The list's filter and search words; what it does not know it leaves out."""

    show = forms.ChoiceField(choices=DuplicateFilter.choices, required=False)
    q = TextField(max_length=100, required=False, label=_("Product or producer"))

    def value(self, name: str) -> str:
        """Return a cleaned value, or "" where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get(name, "")


class MergeForm(forms.Form):
    """Which of the two stays; asked a second time before it counts."""

    kept = forms.ModelChoiceField(Product.objects.none(), widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, candidate: DuplicateCandidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["kept"]
        field.queryset = Product.objects.filter(pk__in=[candidate.first_id, candidate.second_id])  # type: ignore[attr-defined]  # a model choice field
