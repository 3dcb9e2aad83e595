"""Understanding written places: old and new names, spellings, codes; ambiguity is an answer."""

from catalogue.places.index import PlaceIndex, current_index, forget_index
from catalogue.places.origin import PlaceOrigin, resolve_origin
from catalogue.places.resolution import Candidate, Level

__all__ = [
    "Candidate",
    "Level",
    "PlaceIndex",
    "PlaceOrigin",
    "current_index",
    "forget_index",
    "resolve_origin",
]
