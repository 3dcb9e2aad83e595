"""Where a parcel goes: the one field for it, in the checkout and in the address book.

The place is typed and proposals come back to choose from, or its province is chosen from a list.
A code that was chosen counts for the words it was proposed for; words changed after that count
alone, and ask again. Nothing is ever taken without having been chosen.
"""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.models import Commune
from catalogue.places.choices import commune_choices, province_choices
from catalogue.places.proposals import (
    PlaceProposal,
    PlaceProposals,
    find_named_commune,
    propose_places,
)
from catalogue.text import one_line

#: Of what is typed no more is looked at; a field that is longer is refused anyway.
MOST_LETTERS = 250
UNKNOWN = _("We do not know this place. Please check it, or choose from the lists below.")
CHOOSE_ONE = _("Please choose one of these places.")
CONFIRM = _("Is this the place? If so, go on; if not, change what you typed.")


class PlaceForm(forms.Form):
    """`place` as typed, `place_searched` the words that `commune` was proposed for.

    Cleaned data hold `commune_found`, the commune with its province, and `former_place`, the old
    name that led to it.
    """

    place = forms.CharField(
        label=_("Commune or ward, and province"),
        max_length=200,
        error_messages={"required": _("Please enter the commune or ward and the province.")},
        help_text=_("Type today's name or the old one: “Phường 5, Quận 3”, “Mai Châu, Hòa Bình”."),
        widget=forms.TextInput(attrs={"autocomplete": "address-level2", "enterkeyhint": "next"}),
    )
    place_searched = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput())
    province = forms.ChoiceField(
        label=_("Province or city"),
        required=False,
        widget=forms.Select(attrs={"autocomplete": "address-level1", "data-submit": ""}),
        error_messages={"invalid_choice": _("Please choose the province or city from the list.")},
    )
    commune = forms.ChoiceField(
        label=_("Commune, ward or special zone"),
        required=False,
        error_messages={"invalid_choice": _("Please choose a commune or ward from the list.")},
    )

    proposals = PlaceProposals()
    chosen: PlaceProposal | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provinces = cast(forms.ChoiceField, self.fields["province"])
        provinces.choices = [("", _("Choose…")), *province_choices()]
        self.offer_communes()

    def offer_communes(self) -> None:
        """Offer the communes of the province that was chosen, or of the words that were typed."""
        if province := self._typed("province"):
            self._list_communes(province)
        else:
            self._propose_communes()

    @property
    def is_unknown(self) -> bool:
        """Whether a place was typed that nobody knows, for forms that are not checked yet."""
        is_typed = bool(self._typed("place")) and not self._typed("province")
        return is_typed and not self.proposals.places and not self.errors

    def _typed(self, name: str) -> str:
        """What stands in a field; bound fields are not asked, they would remember it."""
        text = str((self.data if self.is_bound else self.initial).get(name) or "")
        return text[:MOST_LETTERS]

    def _list_communes(self, province: str) -> None:
        """Offer the communes of a province chosen from the list."""
        commune = cast(forms.ChoiceField, self.fields["commune"])
        commune.choices = [("", _("Choose…")), *commune_choices(province)]
        commune.required = True
        commune.error_messages["required"] = _("Please choose the commune or ward.")
        self.fields["place"].required = False

    def _propose_communes(self) -> None:
        """Offer what the typed words may mean, with the chosen or the only one marked."""
        text, searched, code = map(self._typed, ("place", "place_searched", "commune"))
        self.chosen = _find_chosen(code=code, text=text, searched=searched)
        self.proposals = propose_places(text, code=code)
        commune = cast(forms.ChoiceField, self.fields["commune"])
        commune.label = _("Which of these places?")
        places = self.proposals.places
        if self.chosen and not self.proposals.find(self.chosen.code):
            places = (self.chosen, *places)
        if self.proposals.is_province:
            commune.choices = [("", _("Choose…")), *((each.code, each.label) for each in places)]
        else:
            commune.widget = forms.RadioSelect()
            commune.choices = [(each.code, each.full_label) for each in places]
        commune.required = bool(places)
        commune.error_messages["required"] = CHOOSE_ONE
        marked = self.chosen or self.proposals.sole
        shown = {
            "commune": marked.code if marked else "",
            "place_searched": searched if self.chosen else text,
        }
        self.data = dict(self.data.items()) | shown
        self.initial = {**self.initial, **shown}

    def clean(self) -> dict[str, Any]:
        """Find the commune that was chosen; ask where none was."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("province"):
            code = cleaned.get("commune")
        else:
            code = self.chosen.code if self.chosen else ""
            self._ask_for_choice(cleaned)
        if code:
            communes = Commune.objects.select_related("province__region")
            cleaned["commune_found"] = communes.filter(code=code).first()
            cleaned["former_place"] = self.chosen.former_place if self.chosen else ""
        return cleaned

    def _ask_for_choice(self, cleaned: dict[str, Any]) -> None:
        if self.chosen or not cleaned.get("place") or "province" in self.errors:
            return
        if not self.proposals.places:
            self.add_error("place", UNKNOWN)
        elif "commune" not in self.errors:
            self.add_error("commune", CONFIRM if self.proposals.sole else CHOOSE_ONE)


def _find_chosen(*, code: str, text: str, searched: str) -> PlaceProposal | None:
    """The proposal that was chosen, if the words have not been changed since.

    With script the full name of the place has replaced the words that led to it; without, the
    words stand as they were.
    """
    if not code:
        return None
    proposed = propose_places(searched, code=code).find(code) if searched else None
    if named := find_named_commune(code=code, text=text):
        return proposed or named
    return proposed if one_line(searched).casefold() == one_line(text).casefold() else None


def follow_place(
    before: Mapping[str, str], now: dict[str, str], *, searched: bool
) -> dict[str, str]:
    """Return the fields with one way to name the place left: the one used last.

    A place typed anew, or searched, puts the province chosen before aside; a province chosen anew
    puts the typed place aside.
    """
    is_typed = bool(now.get("place")) and now.get("place") != before.get("place")
    is_chosen = bool(now.get("province")) and now.get("province") != before.get("province")
    if now.get("place") and (searched or (is_typed and not is_chosen)):
        dropped = {"province", "commune"} if now.get("province") or searched else set()
    elif is_chosen:
        dropped = {"place", "place_searched"}
    else:
        dropped = set()
    return {name: value for name, value in now.items() if name not in dropped}
