"""The real places, read once: loaded, indexed, and rolled back before any test looks."""

import pytest
from django.db import transaction

from catalogue.places import PlaceIndex
from catalogue.reference import load_reference


@pytest.fixture(scope="session")
def places(django_db_setup, django_db_blocker) -> PlaceIndex:
    """Every place of the shipped files, in memory; the database keeps nothing of it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        index = PlaceIndex.load()
        transaction.set_rollback(True)
    return index
