"""The filters of the list."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Province
from shop.dashboard.tasks.selection import SOURCES, own_provinces
from shop.users.models import User


class ProvinceFilterForm(forms.Form):
    """One of the person's own provinces, or all of them; nonsense is all."""

    province = forms.ModelChoiceField(
        label=_("Province"),
        queryset=Province.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provinces = own_provinces(user)
        self.fields["province"].queryset = self.provinces  # type: ignore[attr-defined]

    def chosen_province(self) -> Province | None:
        self.is_valid()
        return self.cleaned_data.get("province")


class TaskFilterForm(ProvinceFilterForm):
    """A kind of tasks as well."""

    kind = forms.ChoiceField(
        choices=[(source.kind, source.label) for source in SOURCES], required=False
    )

    def chosen_kind(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("kind") or ""
