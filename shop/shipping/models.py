"""Oscar's shipping models, unchanged."""

from oscar.apps.shipping.models import *
