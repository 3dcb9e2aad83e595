"""Oscar's admin of customers, unchanged."""

from oscar.apps.customer.admin import *
