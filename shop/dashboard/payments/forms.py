"""What staff type about refunds and couriers' files."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.number_fields import MoneyField, WholeNumberField
from shop.dashboard.certificates.forms import TextField
from shop.dashboard.register_uploads.forms import RegisterFileField
from shop.order.payments.refundable import RefundablePart, RefundShare
from shop.payment.models import RefundReason
from theme.formats import thousands

#: How the names of fields begin that say what of a part goes back.
PART_FIELDS = ("pieces_", "amount_")


class RefundFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    TO_SEND = "", _("To send")
    WAITING = "cho-dong-y", _("Wait for somebody to agree")
    FAILED = "loi", _("Did not arrive")
    SENDING = "dang-gui", _("Being sent")
    SENT = "da-gui", _("Sent")
    REJECTED = "tu-choi", _("Refused")


class RefundFilterForm(forms.Form):
    """The list's filter; what it does not know is the first one."""

    show = forms.ChoiceField(choices=RefundFilter.choices, required=False)

    def value(self) -> str:
        """Return the filter, the first where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


class RefundStep(TextChoices):
    """What somebody may do with a refund."""

    APPROVE = "approve", _("Agree: the money may go")
    REJECT = "reject", _("Refuse the refund")
    BEGIN = "begin", _("I send it now")
    SENT = "sent", _("It has been sent")
    FAIL = "fail", _("It did not arrive")
    RETRY = "retry", _("Send it again")


class RefundStepForm(forms.Form):
    """One step, with the bank's number or the reason where it wants one."""

    step = forms.ChoiceField(choices=RefundStep.choices)
    text = TextField(max_length=200, required=False)


class NewRefundForm(forms.Form):
    """Pieces or sums of an order's parts; asked a second time, with the totals, before it counts.

    A field is named by its part, so that a form of before another refund never means another part.
    """

    reason = forms.ChoiceField(label=_("Reason"), choices=RefundReason.choices)
    note = TextField(
        label=_("Note (only the shop's people read it)"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: list[RefundablePart], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        self.initial.setdefault("submission", uuid4())
        names = []
        for part in parts:
            at = _key(part)
            if part.line is not None:
                label = _("%(title)s (%(seller)s): pieces, at most %(most)s") % {
                    "title": part.title,
                    "seller": part.seller,
                    "most": thousands(part.quantity),
                }
                self.fields[f"pieces_{at}"] = WholeNumberField(
                    label=label, max_value=part.quantity, required=False
                )
                names.append(f"pieces_{at}")
            label = _("%(title)s (%(seller)s): sum in đồng, at most %(most)s") % {
                "title": part.title or _("Delivery cost"),
                "seller": part.seller,
                "most": thousands(part.amount),
            }
            self.fields[f"amount_{at}"] = MoneyField(
                label=label,
                max_value=part.amount,
                required=False,
                help_text=_("Empty: what the pieces cost.") if part.line else "",
            )
            names.append(f"amount_{at}")
        self.order_fields([*names, "reason", "note"])

    def shares(self) -> list[RefundShare]:
        """Return what is to go back; a sum that was typed goes before what the pieces cost."""
        shares = []
        for part in self.parts:
            at = _key(part)
            pieces = self.cleaned_data.get(f"pieces_{at}") or 0
            amount = self.cleaned_data.get(f"amount_{at}")
            share = part.share(pieces)
            if amount is not None:
                share = RefundShare(part.producer_order, part.line, pieces, amount)
            elif part.line is None or not pieces:
                continue
            if share.amount:
                shares.append(share)
        return shares

    def clean(self) -> dict[str, Any]:
        """Something has to go back, and nothing that has gone back meanwhile."""
        data = super().clean() or {}
        gone = [
            name
            for name, typed in self.data.items()
            if name.startswith(PART_FIELDS) and typed and name not in self.fields
        ]
        if gone:
            raise forms.ValidationError(
                _(
                    "A part of this order has been refunded meanwhile. Please look at what is left;"
                    " what you typed for the rest stands here."
                )
            )
        if not self.errors and not self.shares():
            raise forms.ValidationError(_("Please say how many pieces or đồng go back."))
        return data


def _key(part: RefundablePart) -> str:
    """Return what names a part in this form: its producer order and line, 0 for the delivery."""
    return f"{part.producer_order}_{part.line or 0}"


class SettlementForm(forms.Form):
    """How a shortage was cleared with the courier; the next person reads it."""

    settlement = TextField(
        label=_("How it was cleared"),
        max_length=300,
        help_text=_("Such as: paid over on 5 December, bank's number FT123; or damage of ours."),
    )


class RemittanceForm(forms.Form):
    """A courier's file of collected cash."""

    courier = TextField(label=_("Courier"), max_length=100)
    file = RegisterFileField(
        label=_("The courier's file (Excel or CSV)"),
        help_text=_(
            "With columns for the order number, the collected amount, the fee and the day."
        ),
    )
