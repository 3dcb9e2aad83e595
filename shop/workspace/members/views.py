"""The people of a shop front: owners decide, everybody may leave."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.paths import absolute_url
from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.invitations import invite, send_invitation_again, withdraw_invitation
from shop.onboarding.links import invitation_path
from shop.partner.access import may_manage_members
from shop.partner.membership import (
    MembershipRefused,
    change_role,
    end_membership,
    transfer_ownership,
)
from shop.partner.models import Invitation, MemberRole, Membership
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.workspace.members.forms import InviteForm, RoleForm, ShopFrontTransferForm
from shop.workspace.page_view import WorkspacePageView
from theme.formats import vn_date

#: Each invitation may be an e-mail to somebody who did not ask for one.
INVITATIONS = Limit("invitation", tries=20, seconds=3600)


@dataclass(frozen=True)
class Colleague:
    """One of the seller's own people."""

    pk: int
    name: str
    role: str
    is_self: bool


@dataclass(frozen=True)
class InvitationRow:
    """One invitation without an answer."""

    pk: int
    contact: str
    role: str
    until: str
    has_expired: bool


def invitation_row(invitation: Invitation) -> InvitationRow:
    contact = invitation.email or local_phone(invitation.phone)
    until = vn_date(invitation.last_day)
    role = invitation.get_role_display()
    return InvitationRow(invitation.pk, contact, role, until, invitation.has_expired)


class MembersView(WorkspacePageView):
    """Who works here and who was invited."""

    template_name = "workspace/members/list.html"
    heading = gettext_lazy("Who works here")
    tab = "shop-front"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
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
        waiting = Invitation.objects.unanswered().filter(partner=self.partner)
        return super().get_context_data(**kwargs) | {
            "people": people,
            "manages": manages,
            "has_colleagues": len(people) > 1,
            "invitations": [invitation_row(row) for row in waiting] if manages else [],
        }


class OwnersPageView(WorkspacePageView):
    """A page on which owners decide; it does not exist for the others."""

    tab = "shop-front"

    def find_membership(self) -> Membership:
        membership = super().find_membership()
        if not may_manage_members(membership):
            raise Http404
        return membership

    def back(self) -> HttpResponse:
        return redirect("workspace:members", pk=self.partner.pk)


class InviteView(OwnersPageView):
    """Inviting by e-mail or phone number, whether or not there is such an account."""

    template_name = "workspace/members/invite.html"
    heading = gettext_lazy("Invite somebody")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", InviteForm())
        return super().get_context_data(**kwargs)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        form = InviteForm(request.POST)
        if wait := INVITATIONS.wait_for(str(request.user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid():
            role = MemberRole(form.cleaned_data["role"])
            contact = form.cleaned_data["name"]
            try:
                invitation = invite(partner=self.partner, role=role, by=request.user, **contact)
            except OnboardingRefused as refusal:
                form.add_error(refusal.field or None, refusal.message)
            except MembershipRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                if invitation.phone:
                    return redirect("workspace:invitation-link", pk=pk, invitation=invitation.pk)
                text = _("The invitation goes to %(email)s.") % {"email": invitation.email}
                messages.success(request, text)
                return self.back()
        return self.render_to_response(self.get_context_data(form=form))


class InvitationLinkView(OwnersPageView):
    """One invitation: its link to pass on, sending it again, taking it back."""

    template_name = "workspace/members/invitation.html"

    @cached_property
    def invitation(self) -> Invitation:
        rows = Invitation.objects.unanswered().filter(partner=self.partner)
        return get_object_or_404(rows, pk=self.kwargs["invitation"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        invitation = self.invitation
        return super().get_context_data(**kwargs) | {
            "heading": _("Invitation"),
            "row": invitation_row(invitation),
            "is_passed_on": bool(invitation.phone),
            "url": absolute_url(invitation_path(invitation)) if invitation.phone else "",
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int, invitation: int) -> HttpResponse:
        """Take it back, or make a new link; what was answered meanwhile gets a message."""
        try:
            if "rut" in request.POST:
                withdraw_invitation(invitation=self.invitation, by=request.user)
                messages.success(request, _("The invitation is taken back; its link is void."))
                return self.back()
            if wait := INVITATIONS.wait_for(str(request.user.pk)):
                messages.error(request, too_often(wait))
                return self.back()
            sent = send_invitation_again(invitation=self.invitation, by=request.user)
        except (OnboardingRefused, MembershipRefused) as refusal:
            messages.error(request, refusal.message)
            return self.back()
        messages.success(request, _("There is a new link; the one before is void."))
        if sent.phone:
            return redirect("workspace:invitation-link", pk=pk, invitation=invitation)
        return self.back()


class MemberView(OwnersPageView):
    """One colleague: another role, or the end of the access."""

    template_name = "workspace/members/member.html"

    @cached_property
    def member(self) -> Membership:
        rows = Membership.objects.filter(partner=self.partner).select_related("user")
        return get_object_or_404(rows, pk=self.kwargs["member"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", RoleForm(initial={"role": self.member.role}))
        return super().get_context_data(**kwargs) | {
            "heading": str(self.member.user),
            "member": self.member,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Change the role or shut out, as the button says; it holds with the next request."""
        form, user = RoleForm(request.POST), self.request.user
        is_end = "ket-thuc" in request.POST
        if not is_end and not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if is_end:
                end_membership(membership=self.member, by=user, manager=user)
                text = _("This person no longer works for the shop front.")
            else:
                role = MemberRole(form.cleaned_data["role"])
                change_role(membership=self.member, role=role, manager=user)
                text = _("Saved.")
        except MembershipRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, text)
            if self.member.user_id == user.pk:
                return redirect("workspace:index")
        return self.back()


class HandOverView(OwnersPageView):
    """Giving the shop front to a colleague: the one before is out at once."""

    template_name = "workspace/members/hand_over.html"
    heading = gettext_lazy("Hand the shop front over")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("form", ShopFrontTransferForm(membership=self.membership))
        return super().get_context_data(**kwargs)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        form = ShopFrontTransferForm(request.POST, membership=self.membership)
        if form.is_valid():
            to = form.cleaned_data["to"].user
            try:
                transfer_ownership(membership=self.membership, to=to, by=request.user)
            except MembershipRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The shop front is handed over."))
                return redirect("workspace:index")
        return self.render_to_response(self.get_context_data(form=form))


class LeaveView(WorkspacePageView):
    """Asks once, then ends one's own access."""

    template_name = "workspace/members/leave.html"
    heading = gettext_lazy("Leave the shop front?")
    tab = "shop-front"

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        try:
            end_membership(membership=self.membership, by=request.user)
        except MembershipRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("workspace:members", pk=pk)
        messages.success(request, _("You have left the shop front."))
        return redirect("workspace:index")
