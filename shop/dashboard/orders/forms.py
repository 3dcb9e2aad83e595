"""Looking for orders."""

from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.orders.forms import OrderSearchForm as UpstreamOrderSearchForm
from oscar.forms.widgets import DatePickerInput

from catalogue.day_fields import DayField


class OrderSearchForm(UpstreamOrderSearchForm):
    """Oscar's form, for days that are in the calendar."""

    date_from = DayField(required=False, widget=DatePickerInput, label=_("Date from"))
    date_to = DayField(required=False, widget=DatePickerInput, label=_("Date to"))
