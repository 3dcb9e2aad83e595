"""The answers to a proof."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy

from catalogue.models.proof import ProofState
from shop.dashboard.certificates.forms import TextField


class ProofFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    SUBMITTED = "", gettext_lazy("Waiting")
    VERIFIED = "da-xac-nhan", gettext_lazy("Verified")
    RETURNED = "tra-lai", gettext_lazy("Sent back")
    WITHDRAWN = "thu-hoi", gettext_lazy("Withdrawn")


STATES = {
    ProofFilter.SUBMITTED.value: ProofState.SUBMITTED,
    ProofFilter.VERIFIED.value: ProofState.VERIFIED,
    ProofFilter.RETURNED.value: ProofState.RETURNED,
    ProofFilter.WITHDRAWN.value: ProofState.WITHDRAWN,
}


class VerifyProofForm(forms.Form):
    """Nothing to type: the press of the button is the answer."""


class ProofReasonForm(forms.Form):
    """Why it is not shown, as its holder will read it."""

    reason = TextField(
        label=gettext_lazy("Why, as the producer will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
