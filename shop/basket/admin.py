"""Oscar's admin of basket, unchanged."""

from oscar.apps.basket.admin import *
