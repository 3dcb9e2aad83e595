"""Oscar's admin of shipping, unchanged."""

from oscar.apps.shipping.admin import *
