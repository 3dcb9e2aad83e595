"""What officials may do for the shop front and what they did, as its people read it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.onboarding.assistance import end_assistance
from shop.partner.access import may_manage_members
from shop.partner.models import AssistanceConsent, AssistedAct
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView

SHOWN = 50


class AssistanceView(WorkspacePageView):
    """Consents, running ones first, and the last acts; owners end what runs."""

    template_name = "workspace/members/assistance.html"
    heading = gettext_lazy("Officials who act for you")
    tab = "shop-front"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        consents = AssistanceConsent.objects.filter(partner=self.partner)
        running = consents.in_force().values_list("pk", flat=True)
        acts = AssistedAct.objects.filter(consent__partner=self.partner)
        return super().get_context_data(**kwargs) | {
            "consents": list(consents.select_related("official")[:20]),
            "running": set(running),
            "acts": list(acts.select_related("consent__official")[:SHOWN]),
            "manages": may_manage_members(self.membership),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """End one consent at once; owners only."""
        key = request.POST.get("ket-thuc", "")
        if not may_manage_members(self.membership) or not key.isdecimal() or len(key) > 9:
            raise Http404
        consents = AssistanceConsent.objects.filter(partner=self.partner)
        end_assistance(consent=get_object_or_404(consents, pk=key), by=request.user)
        messages.success(request, _("This official no longer acts for the shop front."))
        return redirect("workspace:assistance", pk=pk)
