"""Oscar's seller screens; a seller with a producer or orders stays."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import BaseModelForm, ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from oscar.apps.dashboard.partners.views import PartnerCreateView as UpstreamPartnerCreateView
from oscar.apps.dashboard.partners.views import PartnerDeleteView as UpstreamPartnerDeleteView
from oscar.apps.dashboard.partners.views import PartnerManageView as UpstreamPartnerManageView
from oscar.apps.dashboard.partners.views import (
    PartnerUserUnlinkView as UpstreamPartnerUserUnlinkView,
)
from oscar.apps.dashboard.partners.views import (
    PartnerUserUpdateView as UpstreamPartnerUserUpdateView,
)

from shop.dashboard.deletion import ProtectedDeleteMixin
from shop.partner.membership import MembershipRefused, end_membership
from shop.partner.models import Membership, Partner
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest


class PartnerCreateView(UpstreamPartnerCreateView):
    """A new seller; a name that there is already, as after a second press, leads to that seller."""

    request: AuthenticatedHttpRequest

    @transaction.atomic
    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Make it, one at a time for each person who does."""
        list(User.objects.select_for_update(no_key=True).filter(pk=self.request.user.pk))
        earlier = Partner.objects.filter(name=form.cleaned_data["name"]).first()
        if earlier is None:
            return super().form_valid(form)
        messages.info(self.request, _("There is a seller of this name already; here it is."))
        return redirect("dashboard:partner-manage", pk=earlier.pk)


class PartnerManageView(UpstreamPartnerManageView):
    """Name, address and people of one seller, and whether it charges VAT."""

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"charges_vat": self.partner.charges_vat}

    def form_valid(self, form: BaseModelForm) -> HttpResponse:
        """Upstream saves the seller together with its name."""
        self.partner.charges_vat = form.cleaned_data["charges_vat"]
        return super().form_valid(form)

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the form while nobody else changes this seller."""
        rows = Partner.objects.select_for_update(no_key=True).filter(pk=kwargs["pk"])
        list(rows.values_list("pk"))
        return super().post(request, *args, **kwargs)


class PartnerUserUpdateView(UpstreamPartnerUserUpdateView):
    """One of a seller's people."""

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Judge and write the form while nobody else changes this account."""
        rows = User.objects.select_for_update(no_key=True).filter(pk=kwargs["user_pk"])
        list(rows.values_list("pk"))
        return super().post(request, *args, **kwargs)


class PartnerUserUnlinkView(UpstreamPartnerUserUnlinkView):
    """Somebody ceases to work for a seller: shut out at once, and kept in its history."""

    request: AuthenticatedHttpRequest

    def post(self, request: HttpRequest, user_pk: int, partner_pk: int) -> HttpResponse:
        """Say why where the last owner would leave others behind."""
        try:
            return super().post(request, user_pk, partner_pk)
        except MembershipRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("dashboard:partner-manage", pk=partner_pk)

    def unlink_user(self, user: User, partner: Partner) -> bool:
        """End the membership; False where there is none."""
        membership = Membership.objects.filter(partner=partner, user=user).first()
        if membership is None:
            return False
        end_membership(membership=membership, by=self.request.user)
        return True


class PartnerDeleteView(ProtectedDeleteMixin, UpstreamPartnerDeleteView):
    """Deletes a seller without history."""
