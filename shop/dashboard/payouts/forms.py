"""What whoever pays sellers chooses and types."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from shop.dashboard.certificates.forms import TextField

#: Before the number of a transfer in the name of its field.
REFERENCE_FIELD = "number_"
MAX_REFERENCE = 80


class PayoutFilter(TextChoices):
    """Parts of the list; the words are query-string values."""

    OWED = "", _("Owed")
    UNDER_WAY = "dang-chi", _("Under way")
    ENDED = "da-xong", _("Ended")
    ACCOUNTS = "tai-khoan", _("Accounts to look at")


class PayoutStep(TextChoices):
    """What somebody may do with a batch."""

    APPROVE = "approve", _("Agree: the money may go")
    BEGIN = "begin", _("I send it now")
    SENT = "sent", _("It has been sent")
    DROP = "drop", _("Take a transfer out")
    UNDO = "undo", _("Undo the batch")


class NewBatchForm(forms.Form):
    """Whom to pay; a second press finds the first batch."""

    partner = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={"required": _("Please choose whom to pay.")},
    )
    submission = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def __init__(self, *args: Any, partners: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].choices = [(key, key) for key in partners]  # type: ignore[attr-defined]


class PayoutStepForm(forms.Form):
    """One step, with the reason or the transfer that it is about."""

    step = forms.ChoiceField(choices=PayoutStep.choices)
    why = TextField(max_length=200, required=False)
    item = forms.IntegerField(required=False, min_value=1, max_value=2**31)
    number = TextField(max_length=MAX_REFERENCE, required=False)


class AccountDecisionForm(forms.Form):
    """What somebody of the shop says of an account in another name."""

    decision = forms.ChoiceField(choices=[("yes", ""), ("no", "")])
    why = TextField(max_length=300, required=False)
