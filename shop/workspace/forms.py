"""Letting somebody work for a shop front, and giving another role."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.partner.models import MemberRole
from shop.users.backends import find_user
from shop.users.models import User


class MemberForm(forms.Form):
    """Who, by the name they sign in with, and as what."""

    name = forms.CharField(
        label=gettext_lazy("E-mail or phone number"),
        max_length=254,
        help_text=gettext_lazy("Of an account that this person has here already."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Works as"),
        choices=[
            (MemberRole.PACKER, gettext_lazy("Packer: packs and hands over, sees no prices")),
            (MemberRole.SELLER, gettext_lazy("Seller: orders, prices, stock")),
            (MemberRole.OWNER, gettext_lazy("Owner: everything, and who works here")),
        ],
        initial=MemberRole.PACKER,
        widget=forms.RadioSelect,
    )

    leaves = forms.BooleanField(
        label=gettext_lazy("I hand the shop front over to this person and leave it"),
        required=False,
    )

    user: User

    def clean_name(self) -> str:
        """Find the account; one that nobody can sign in with is none."""
        name = self.cleaned_data["name"]
        user = find_user(name)
        if user is None or not user.is_active:
            raise ValidationError(
                _("There is no such account. Please let this person create one first.")
            )
        self.user = user
        return name

    def clean(self) -> dict[str, Any]:
        """Nobody but an owner takes a shop front over."""
        data = super().clean() or self.cleaned_data
        if data.get("leaves") and data.get("role") != MemberRole.OWNER:
            self.add_error("leaves", _("Who takes it over becomes its owner: please choose that."))
        return data
