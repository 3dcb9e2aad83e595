"""The way in to the workspace, and the shop front's own page."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from catalogue.clock import present_day
from catalogue.models import Producer
from shop.partner.access import may_manage_members, memberships_of
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView


@method_decorator(never_cache, name="dispatch")
class WorkspaceView(LoginRequiredMixin, View):
    """Leads to the one shop front of a person, lets who has several choose, others find their producer."""

    request: AuthenticatedHttpRequest

    def get(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        memberships = list(memberships_of(request.user))
        if not memberships:
            return redirect("workspace:join")
        if len(memberships) == 1:
            return redirect("workspace:today", pk=memberships[0].partner_id)
        context: dict[str, Any] = {"noindex": True, "memberships": memberships}
        return render(request, "workspace/choose.html", context)


class ShopFrontView(WorkspacePageView):
    """The ways to what is looked after elsewhere: people, papers, delivery, labels, ends."""

    template_name = "workspace/shop_front.html"
    heading = gettext_lazy("Shop front")
    tab = "shop-front"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        producer = Producer.objects.filter(partner=self.partner).first()
        has_others = memberships_of(self.request.user).exclude(partner=self.partner).exists()
        return super().get_context_data(**kwargs) | {
            "producer": producer,
            "has_others": has_others,
            "manages": may_manage_members(self.membership),
            "has_pause": self.partner.has_pause_on(present_day()),
        }
