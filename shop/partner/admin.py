"""Oscar's admin of partner, unchanged."""

from oscar.apps.partner.admin import *
