"""Oscar's models of customers, unchanged."""

from oscar.apps.customer.models import *
