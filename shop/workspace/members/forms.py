"""Inviting somebody, giving another role, handing a shop front over."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.partner.models import MemberRole, Membership
from shop.users.email import is_email, read_email
from shop.users.phone import read_phone

ROLE_WORDS = [
    (MemberRole.PACKER, gettext_lazy("Packer: packs and hands over, sees no prices")),
    (MemberRole.SELLER, gettext_lazy("Seller: orders, prices, stock")),
    (MemberRole.OWNER, gettext_lazy("Owner: everything, and who works here")),
]


class RoleForm(forms.Form):
    """As what somebody works here."""

    role = forms.ChoiceField(
        label=gettext_lazy("Works as"),
        choices=ROLE_WORDS,
        initial=MemberRole.PACKER,
        widget=forms.RadioSelect,
    )


class InviteForm(RoleForm):
    """Who, by an e-mail address or a phone number, and as what."""

    name = forms.CharField(
        label=gettext_lazy("E-mail or phone number"),
        max_length=254,
        help_text=gettext_lazy(
            "By e-mail we send the link. With a phone number you get the link to pass on yourself, "
            "for example by Zalo."
        ),
    )
    field_order = ("name", "role")

    def clean_name(self) -> dict[str, str]:
        """Return the one form of the contact, under its kind; raises ValidationError."""
        name = self.cleaned_data["name"]
        if is_email(name):
            return {"email": read_email(name)}
        return {"phone": read_phone(name)}


class ShopFrontTransferForm(forms.Form):
    """To which colleague; whoever hands over leaves at once."""

    to = forms.ModelChoiceField(
        label=gettext_lazy("Who takes it over"),
        queryset=Membership.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Please choose one of your colleagues.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I hand the shop front over and have no access from then on"),
        error_messages={"required": gettext_lazy("Please tick this: it cannot be undone by you.")},
    )

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Membership.objects.filter(partner=membership.partner_id, user__is_active=True)
        field = self.fields["to"]
        field.queryset = rows.exclude(pk=membership.pk).select_related("user")  # type: ignore[attr-defined]
        field.label_from_instance = lambda row: str(row.user)  # type: ignore[attr-defined]

    def clean_to(self) -> Membership:
        """Return the colleague; raises ValidationError for who has left meanwhile."""
        to: Membership | None = self.cleaned_data["to"]
        if to is None:
            raise ValidationError(_("Please choose one of your colleagues."))
        return to
