"""The provinces that parcels go to, for the lists to choose one from."""

from dataclasses import dataclass

from django.core.cache import cache

from catalogue.cards import local_name
from catalogue.models import Province
from catalogue.text import fold

CACHE_KEY = "delivery-provinces-2"
SECONDS = 3600


@dataclass(frozen=True, slots=True)
class ProvinceChoice:
    """One province of the list."""

    slug: str
    name: str
    chosen: bool


def provinces_by_slug() -> dict[str, Province]:
    """Return the 34 by slug in alphabetical order, cached for an hour: they change by law only."""
    provinces = cache.get(CACHE_KEY)
    if not provinces:
        sorted_provinces = sorted(
            Province.objects.select_related("region"), key=lambda province: fold(province.name)
        )
        provinces = {province.slug: province for province in sorted_provinces}
        cache.set(CACHE_KEY, provinces, SECONDS)
    return provinces


def find_destination(slug: str) -> Province | None:
    """Return the province with this slug; no query for an hour after the first."""
    return provinces_by_slug().get(slug)


def list_destinations(chosen: Province | None = None) -> tuple[ProvinceChoice, ...]:
    """Return all of them, the chosen one marked."""
    return tuple(
        ProvinceChoice(province.slug, local_name(province), province == chosen)
        for province in provinces_by_slug().values()
    )
