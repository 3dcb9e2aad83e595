"""Places to choose from in a form: the two levels in force, province and commune."""

from catalogue.clock import today
from catalogue.models import Commune, Province
from catalogue.text import fold


def province_choices() -> list[tuple[str, str]]:
    """Return (code, name) of the 34 provinces and cities in Vietnamese alphabetical order."""
    provinces = Province.objects.values_list("code", "name")
    return sorted(provinces, key=lambda choice: fold(choice[1]))


def commune_choices(province_code: str) -> list[tuple[str, str]]:
    """Return (code, kind and name) of one province's communes, in alphabetical order."""
    if not province_code:
        return []
    on = today()
    communes = Commune.objects.filter(province__code=province_code).prefetch_related("designations")
    ordered = sorted(communes, key=lambda commune: (fold(commune.name), commune.code))
    return [(commune.code, capitalized(commune.title(on))) for commune in ordered]


def capitalized(text: str) -> str:
    """Return the text with its first letter in upper case: "xã Bản Liền" becomes "Xã Bản Liền"."""
    return text[:1].upper() + text[1:]
