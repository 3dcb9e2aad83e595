"""The way in to the workspace, and the shop front's own page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from catalogue.models import Producer
from shop.partner.access import may_manage_members, memberships_of
from shop.partner.membership import (
    MembershipRefused,
    add_member,
    change_role,
    end_membership,
    transfer_ownership,
)
from shop.partner.models import MemberRole, Membership
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit
from shop.workspace.forms import MemberForm
from shop.workspace.page_view import WorkspacePageView

#: Adding tells whether a name has an account; this keeps anybody from asking for thousands.
ADDITIONS = Limit("member", tries=20, seconds=900)
MAX_DIGITS = 9


@dataclass(frozen=True)
class Colleague:
    """One of the seller's own people."""

    pk: int
    name: str
    role: str
    is_self: bool


@method_decorator(never_cache, name="dispatch")
class WorkspaceView(LoginRequiredMixin, View):
    """Leads to the one shop front of a person, lets who has several choose, tells others how to join."""

    request: AuthenticatedHttpRequest

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        memberships = list(memberships_of(request.user))
        context: dict[str, Any] = {"noindex": True, "memberships": memberships}
        if not memberships:
            return render(request, "workspace/join.html", context, status=403)
        if len(memberships) == 1:
            return redirect("workspace:today", pk=memberships[0].partner_id)
        return render(request, "workspace/choose.html", context)


class ShopFrontView(WorkspacePageView):
    """Who works here, decided by owners, and the ways to what is looked after elsewhere."""

    template_name = "workspace/shop_front.html"
    heading = gettext_lazy("Shop front")
    tab = "shop-front"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        producer = Producer.objects.filter(partner=self.partner).first()
        manages = may_manage_members(self.membership)
        rows = Membership.objects.filter(partner=self.partner).select_related("user")
        people = [
            Colleague(
                row.pk,
                row.user.get_full_name() or row.user.email or local_phone(row.user.phone or ""),
                row.get_role_display(),
                is_self=row.user_id == self.request.user.pk,
            )
            for row in rows
        ]
        has_others = memberships_of(self.request.user).exclude(partner=self.partner).exists()
        return super().get_context_data(**kwargs) | {
            "producer": producer,
            "people": people,
            "has_others": has_others,
            "manages": manages,
            "form": kwargs.get("form") or (MemberForm() if manages else None),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Let somebody in, or shut somebody out, as the button says; owners only."""
        if not may_manage_members(self.membership):
            raise Http404
        leaving = request.POST.get("ket-thuc", "")
        if leaving:
            return self._end(leaving)
        form = MemberForm(request.POST)
        if ADDITIONS.wait_for(str(request.user.pk)):
            form.add_error(None, _("Too many tries. Please try again later."))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        return self._let_in(form)

    def _let_in(self, form: MemberForm) -> HttpResponse:
        """Give the role, to one who works here already too; or hand over and leave."""
        role, by = MemberRole(form.cleaned_data["role"]), self.request.user
        try:
            if form.cleaned_data["leaves"]:
                transfer_ownership(membership=self.membership, to=form.user, by=by)
                messages.success(self.request, _("The shop front is handed over."))
                return redirect("workspace:index")
            added = add_member(partner=self.partner, user=form.user, role=role, by=by)
            added = change_role(membership=added, role=role)
        except MembershipRefused as refusal:
            form.add_error(None, refusal.message)
            return self.render_to_response(self.get_context_data(form=form))
        text = _("%(name)s works here now as: %(role)s.")
        facts = {"name": form.cleaned_data["name"], "role": added.get_role_display()}
        messages.success(self.request, text % facts)
        return redirect("workspace:shop-front", pk=self.partner.pk)

    def _end(self, key: str) -> HttpResponse:
        """Shut out at once; who does it to themselves is led to where they may still go."""
        members = Membership.objects.filter(partner=self.partner)
        membership = members.filter(pk=key).first() if _is_key(key) else None
        if membership is None:
            raise Http404
        try:
            end_membership(membership=membership, by=self.request.user)
        except MembershipRefused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, _("This person no longer works for the shop front."))
            if membership.user_id == self.request.user.pk:
                return redirect("workspace:index")
        return redirect("workspace:shop-front", pk=self.partner.pk)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
