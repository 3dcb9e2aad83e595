"""Understanding written places: old and new names, spellings, codes; ambiguity is an answer."""

from catalogue.places.index import PlaceIndex, current_index, forget_index
from catalogue.places.origin import PlaceOrigin, resolve_origin
from catalogue.places.resolution import Candidate, Confidence, Level, PlaceResolution, Status
from catalogue.places.resolve import resolve_place

__all__ = [
    "Candidate",
    "Confidence",
    "Level",
    "PlaceIndex",
    "PlaceOrigin",
    "PlaceResolution",
    "Status",
    "current_index",
    "forget_index",
    "resolve_origin",
    "resolve_place",
]
