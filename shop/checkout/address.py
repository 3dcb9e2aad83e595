"""A hint for whoever remembers only the old names of a place."""

from catalogue.clock import today
from catalogue.places import Candidate, resolve_place
from catalogue.places.choices import capitalized
from catalogue.text import fold


def current_names(old_name: str) -> list[str]:
    """Return what an old commune or province is called now, likeliest first; a hint, no more."""
    if not fold(old_name):
        return []
    on, names = today(), []
    for candidate in resolve_place(old_name).matched:
        name = _full_name(candidate, on)
        if name not in names:
            names.append(name)
    return names[:8]


def _full_name(candidate: Candidate, on) -> str:
    parts = [candidate.commune, candidate.province]
    return capitalized(", ".join(place.title(on) for place in parts if place is not None))
