"""Places to deliver to, found by what the buyer types: names of today or of before July 2025."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.clock import today
from catalogue.models import Commune
from catalogue.places.choices import capitalized
from catalogue.places.typeahead import Hit, suggest_communes
from catalogue.text import fold, normalize, question


@dataclass(frozen=True)
class DeliveryPlace:
    """A commune of today: its official code, its full name, and the old name that led to it."""

    code: str
    label: str
    note: str = ""

    @property
    def full_label(self) -> str:
        """Return name and note in one line, for a list without script."""
        return f"{self.label} ({self.note})" if self.note else self.label


def find_places(text: str, *, limit: int = 12) -> list[DeliveryPlace]:
    """Return the communes a text may mean, likeliest first, in a fixed number of queries.

    A full name as this function writes it finds that commune alone or first.
    """
    text = question(text)
    if len(fold(text)) < 2:
        return []
    hits = suggest_communes(text, limit=limit)
    communes = {
        commune.pk: commune
        for commune in Commune.objects.filter(pk__in=[hit.commune.pk for hit in hits])
        .select_related("province")
        .prefetch_related("designations", "province__designations")
    }
    places = [_place(hit, communes[hit.commune.pk]) for hit in hits if hit.commune.pk in communes]
    typed = normalize(text).casefold().strip()
    exact = [place for place in places if place.label.casefold() == typed]
    return exact or [place for place in places if fold(place.label) == fold(text)] or places


def place_name(commune: Commune) -> str:
    """Return "Phường Bến Tre, tỉnh Vĩnh Long", as it is called today."""
    on = today()
    return capitalized(f"{commune.title(on)}, {commune.province.title(on)}")


def _place(hit: Hit, commune: Commune) -> DeliveryPlace:
    return DeliveryPlace(commune.code, place_name(commune), _note(hit))


def _note(hit: Hit) -> str:
    """Where the old name is the answer, say it; so that the buyer recognises home."""
    old = hit.former
    if old is None:
        return ""
    facts = {"district": old.district, "province": old.former_province.name}
    if hit.by_name:
        return _("formerly %(name)s, %(district)s, %(province)s") % (facts | {"name": old.name})
    return _("in what was %(district)s, %(province)s") % facts
