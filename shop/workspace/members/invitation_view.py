"""The page behind the link of an invitation: what it is, and saying yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.invitations import accept_invitation
from shop.onboarding.links import find_invitation
from shop.partner.membership import MembershipRefused
from shop.partner.models import Invitation
from shop.users.client_ip import client_network
from shop.users.throttling import Limit

TRIES = Limit("invitation-link", tries=60, seconds=3600)


@method_decorator(never_cache, name="dispatch")
class InvitationView(TemplateView):
    """Open to whoever holds the link; saying yes needs an account, an old one or a new one."""

    template_name = "workspace/members/accept.html"
    heading = gettext_lazy("Invitation to a shop front")

    @cached_property
    def invitation(self) -> Invitation | None:
        """The invitation that can be accepted now, or None: which of the reasons is not told."""
        if TRIES.wait_for(client_network(self.request)):
            return None
        invitation = find_invitation(self.kwargs["token"])
        if invitation is None or invitation.has_expired:
            return None
        is_answered = invitation.accepted_at is not None or invitation.withdrawn_at is not None
        return None if is_answered else invitation

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the link from robots and from the sites that the page leads to."""
        user = self.request.user
        found = None if self.invitation else find_invitation(self.kwargs["token"])
        if found and user.is_authenticated and found.accepted_by_id == user.pk:
            return redirect("workspace:today", pk=found.partner_id)
        status = 200 if self.invitation else 404
        response = self.render_to_response(self.get_context_data(), status=status)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way_back = urlencode({"next": self.request.path})
        return super().get_context_data(**kwargs) | {
            "heading": self.heading,
            "noindex": True,
            "invitation": self.invitation,
            "sign_in_url": f"{resolve_url('customer:login')}?{way_back}",
            "sign_up_url": f"{resolve_url('customer:register')}?{way_back}",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say yes; whoever is not signed in is asked to, and comes back here."""
        user = request.user
        if not user.is_authenticated:
            return redirect(self.get_context_data()["sign_in_url"])
        if self.invitation is None:
            return self.get(request, *args, **kwargs)
        try:
            membership = accept_invitation(invitation=self.invitation, user=user)
        except (OnboardingRefused, MembershipRefused) as refusal:
            messages.error(request, refusal.message)
            return self.render_to_response(self.get_context_data())
        messages.success(request, _("Welcome! You work here now."))
        return redirect("workspace:today", pk=membership.partner_id)
