"""Looking for orders."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.orders.forms import OrderSearchForm as UpstreamOrderSearchForm
from oscar.forms.widgets import DatePickerInput

#: No order is older, and no calendar has a day after the last one of the year 9999.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


class OrderDayField(forms.DateField):
    """A day on which an order can have been placed."""

    default_validators = [
        MinValueValidator(FIRST_DAY, _("Please check the year.")),
        MaxValueValidator(LAST_DAY, _("Please check the year.")),
    ]
    widget = DatePickerInput


class OrderSearchForm(UpstreamOrderSearchForm):
    """Oscar's form, for days that are in the calendar."""

    date_from = OrderDayField(required=False, label=_("Date from"))
    date_to = OrderDayField(required=False, label=_("Date to"))
