"""What an officer types from the receipt of a renewal file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.edit_conflicts import EditConflictMixin
from catalogue.models import Certificate
from catalogue.renewals.deadlines import RenewalDeadlines
from shop.dashboard.certificates.forms import TextField


class RenewalForm(EditConflictMixin, forms.Form):
    """Day, number and note of one receipt, merged with a colleague's; the rules are the service's."""

    handed_in_on = DayField(label=_("Handed in on"))
    receipt_number = TextField(
        label=_("Number of the receipt"),
        max_length=80,
        help_text=_("As printed on the receipt of the file."),
    )
    note = TextField(
        label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opens = RenewalDeadlines(certificate.valid_until).filing_opens
        self.fields["handed_in_on"].widget.attrs |= {
            "min": opens.isoformat(),
            "max": today().isoformat(),
        }
