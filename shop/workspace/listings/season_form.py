"""The step of a listing that says when there is a product and where it is sent."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.cards import local_name
from catalogue.edit_conflicts import EditConflictMixin
from catalogue.models import ListingDraft, Province
from catalogue.seasons import MONTH_NAMES, MONTHS, months_of, season_of

OPEN, CLOSED = "nhan", "khong"
COUNTRY, SOME = "ca-nuoc", "mot-so"


class SeasonForm(EditConflictMixin, forms.Form):
    """Months, orders out of season, and the provinces it goes to; a whole region is one tick."""

    months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("In which months is it there?"),
        help_text=gettext_lazy("None ticked: all year round."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    off_season = forms.ChoiceField(
        label=gettext_lazy("In the other months"),
        choices=[
            (OPEN, gettext_lazy("Buyers may order it all the same")),
            (CLOSED, gettext_lazy("It cannot be ordered")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where do you send it?"),
        choices=[
            (COUNTRY, gettext_lazy("All over the country")),
            (SOME, gettext_lazy("Only to the places ticked below")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    regions = forms.MultipleChoiceField(
        label=gettext_lazy("Whole regions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    provinces = forms.MultipleChoiceField(
        label=gettext_lazy("Single provinces"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, instance: ListingDraft, **kwargs: Any) -> None:
        every = list(Province.objects.select_related("region").order_by("region", "name"))
        self.codes: dict[str, list[str]] = {}
        for province in every:
            self.codes.setdefault(province.region.slug, []).append(province.code)
        chosen = set(instance.delivery_provinces)
        whole = [slug for slug, codes in self.codes.items() if chosen.issuperset(codes)]
        covered = {code for slug in whole for code in self.codes[slug]}
        initial = {
            "months": months_of(instance.season_months),
            "off_season": CLOSED if instance.closed_off_season else OPEN,
            "where": SOME if chosen else COUNTRY,
            "regions": whole,
            "provinces": sorted(chosen - covered),
        }
        super().__init__(*args, initial=initial, **kwargs)
        regions = {province.region.slug: local_name(province.region) for province in every}
        names = [(month, capfirst(str(MONTH_NAMES[month - 1]))) for month in MONTHS]
        self._offer("months", names)
        self._offer("regions", regions.items())
        self._offer("provinces", [(each.code, local_name(each)) for each in every])

    def _offer(self, name: str, choices: Iterable[tuple[Any, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(choices)

    def clean(self) -> dict[str, Any]:
        """Where it goes to some places, they have to be named."""
        data = super().clean() or self.cleaned_data
        if data.get("where") == SOME and not (data.get("regions") or data.get("provinces")):
            self.add_error("regions", _("Please tick at least one region or province."))
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is to be written; what has a fault or is in dispute stays as it is."""
        data, facts = self.cleaned_data, dict[str, Any]()
        if "months" in data:
            facts["season_months"] = season_of(data["months"])
        if "off_season" in data and "months" in data:
            is_closed = data["off_season"] == CLOSED and bool(facts["season_months"])
            facts["closed_off_season"] = is_closed
        if {"where", "regions", "provinces"} <= data.keys():
            facts["delivery_provinces"] = self._area(data) if data["where"] == SOME else []
        return facts

    def _area(self, data: dict[str, Any]) -> list[str]:
        """Return the codes of the chosen provinces; all of them are no area."""
        chosen = {code for slug in data.get("regions", ()) for code in self.codes[slug]}
        chosen.update(data.get("provinces", ()))
        every = {code for codes in self.codes.values() for code in codes}
        return [] if chosen == every else sorted(chosen)
