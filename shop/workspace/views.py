"""The way in to the workspace, and the shop front's own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from catalogue.models import Producer
from shop.partner.access import memberships_of
from shop.partner.models import MemberRole, Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.mixins import WorkspaceMixin


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


class ShopFrontView(WorkspaceMixin, TemplateView):
    """Who works here, and the ways to what is looked after elsewhere."""

    template_name = "workspace/shop_front.html"
    heading = _("Shop front")
    tab = "shop-front"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        producer = Producer.objects.filter(partner=self.partner).first()
        rows = Membership.objects.filter(partner=self.partner).select_related("user")
        people = [
            (row.user.get_full_name() or row.user.email or row.user.phone, row.get_role_display())
            for row in rows
        ]
        has_others = memberships_of(self.request.user).exclude(partner=self.partner).exists()
        return super().get_context_data(**kwargs) | {
            "producer": producer,
            "people": people,
            "has_others": has_others,
            "manages": self.membership.role == MemberRole.OWNER,
        }
