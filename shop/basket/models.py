"""Oscar's basket models, unchanged."""

from oscar.apps.basket.models import *
