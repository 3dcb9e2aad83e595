"""What staff type when an authority wants a product gone, and when it may come back."""

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from catalogue.models.takedown import TakedownGround
from shop.dashboard.certificates.forms import TextField


class TakedownFilter(TextChoices):
    """Filters of the list; the words are query-string values."""

    IN_FORCE = "", _("Taken down now")
    AWAITING = "cho-dong-y", _("Awaiting a second person")
    LIFTED = "hien-lai", _("Shown again")


class TakedownFilterForm(forms.Form):
    """The list's filter; what it does not know is the first one."""

    show = forms.ChoiceField(choices=TakedownFilter.choices, required=False)

    def value(self) -> str:
        """Return the filter, the first where the query string held nonsense."""
        self.is_valid()
        return self.cleaned_data.get("show", "")


class PlaceTakedownForm(forms.Form):
    """The authority's demand; asked a second time before it counts."""

    ground = forms.ChoiceField(
        label=_("Ground of the takedown"),
        choices=TakedownGround.choices,
        widget=forms.RadioSelect(attrs={"class": "no-widget-init"}),
    )
    authority = TextField(
        label=_("Authority that demands it"),
        max_length=200,
        help_text=_("As in its letter; the seller reads it as well."),
    )
    document_number = TextField(
        label=_("Number of its document, if there is one"), max_length=80, required=False
    )
    note = TextField(
        label=_("What the authority found, as the seller will read it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)


class LiftReasonForm(forms.Form):
    """Why the product may be shown again."""

    reason = TextField(
        label=_("Why it may be shown again"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )


class LiftTakedownForm(LiftReasonForm):
    """The authority's second document; asked a second time before it counts."""

    document_number = TextField(
        label=_("Number of the authority's document that lifts it"), max_length=80
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    field_order = ("document_number", "reason")


class RefuseLiftForm(forms.Form):
    """Why the product stays down although somebody asked."""

    reason = TextField(
        label=_("Why it stays taken down"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
