"""What a second person types about a proposal."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.clock import today
from catalogue.day_fields import DayField
from catalogue.models import ProposedExtension, ProposedRevocation
from catalogue.models.certificate_terms import RevocationGround
from shop.dashboard.certificates.forms import TextField


class ProposalFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    OPEN = "", _("Waiting")
    DECIDED = "xong", _("Decided")


class ProposalFilterForm(forms.Form):
    """The list's filter; what it does not know is the first one."""

    show = forms.ChoiceField(choices=ProposalFilter.choices, required=False)

    def value(self) -> str:
        """Return the filter, the first where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


class ConfirmRevocationForm(forms.Form):
    """Ground and day of a revocation, as the register names them where it does."""

    ground = forms.ChoiceField(
        label=_("Ground"),
        choices=RevocationGround.choices,
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
    )
    on = DayField(label=_("Revoked from"))
    reason = TextField(
        label=_("What you compared it with, as staff will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    @staticmethod
    def first_values(proposal: ProposedRevocation) -> dict[str, object]:
        """Return what the register says."""
        return {"ground": proposal.ground, "on": proposal.decision_date}

    def clean_on(self) -> date:
        """A star that has ended is told at once, not ahead."""
        if self.cleaned_data["on"] > today():
            raise ValidationError(_("Choose a day that is not later than today."))
        return self.cleaned_data["on"]


class ConfirmExtensionForm(forms.Form):
    """Until when a certificate is extended."""

    until = DayField(label=_("In force until"))
    reason = TextField(
        label=_("What you compared it with, as staff will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    @staticmethod
    def first_values(proposal: ProposedExtension) -> dict[str, object]:
        """Return what the register says."""
        return {"until": proposal.until}


class RejectProposalForm(forms.Form):
    """Why the certificate stays as it is."""

    reason = TextField(
        label=_("Why the register is not right"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
