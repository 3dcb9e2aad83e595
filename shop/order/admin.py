"""Oscar's admin of order, unchanged."""

from oscar.apps.order.admin import *
