"""Reference data: places, classification and categories, from the files in catalogue/data."""

from django.db import transaction

from catalogue.places import forget_index
from catalogue.reference.categories import load_categories
from catalogue.reference.classification import load_classification
from catalogue.reference.communes import load_communes, load_former_communes, load_successions
from catalogue.reference.provinces import (
    load_aliases,
    load_designations,
    load_former_provinces,
    load_provinces,
    load_regions,
)
from catalogue.reference.sync import Loaded

STEPS = (
    load_regions,
    load_provinces,
    load_former_provinces,
    load_aliases,
    load_communes,
    load_designations,
    load_former_communes,
    load_successions,
    load_classification,
    load_categories,
)


@transaction.atomic
def load_reference() -> list[Loaded]:
    """Bring the database in line with the files: add, update, leave the rest; all of it or nothing.

    Running it again changes nothing. Rows that staff added are left alone.
    """
    loaded = [step() for step in STEPS]
    forget_index()
    return loaded
