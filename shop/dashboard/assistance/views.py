"""Finding a producer that asked for help, recording its consent, and stopping."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from catalogue.clock import today
from catalogue.models import Producer
from catalogue.province_access import own_province_rows
from catalogue.text import question, slugify_vi
from shop.dashboard.assistance.forms import AssistanceForm, AssistanceSearchForm
from shop.onboarding.assistance import end_assistance, record_consent
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.models import AssistanceConsent
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

LIMIT = 20


def producers_of(user: User) -> QuerySet[Producer]:
    """Return the producers with a shop front in the provinces that an official acts for."""
    rows = Producer.objects.exclude(partner=None).select_related("partner", "province")
    return own_province_rows(rows, user, province="province")


class AssistanceListView(TemplateView):
    """For whom the official acts now, and the search for another producer."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/assistance/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = AssistanceSearchForm(self.request.GET)
        text = question(form.value())
        condition = Q()
        for word in filter(None, slugify_vi(text).split("-")):
            condition &= Q(slug__contains=word)
        rows = producers_of(self.request.user).filter(condition) if condition else ()
        running = AssistanceConsent.objects.in_force().filter(official=self.request.user)
        return super().get_context_data(**kwargs) | {
            "form": form,
            "query": text,
            "producers": list(rows[:LIMIT]),
            "consents": list(running.select_related("partner")),
        }


class BeginAssistanceView(FormView):
    """The consent of one producer, and then its workspace."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/assistance/begin.html"
    form_class = AssistanceForm

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = producers_of(self.request.user)
        self.producer = get_object_or_404(rows, partner=kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"given_on": today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"producer": self.producer}

    def form_valid(self, form: AssistanceForm) -> HttpResponse:
        """Record it and lead in, or say why not beside the field."""
        partner = self.producer.partner
        assert partner is not None  # noqa: S101 - producers_of() leaves out those without
        try:
            record_consent(partner=partner, official=self.request.user, **form.stated())
        except OnboardingRefused as refusal:
            form.add_error(refusal.field or None, refusal.message)
            return self.form_invalid(form)
        return redirect("workspace:today", pk=partner.pk)


class EndAssistanceView(View):
    """The official stops; the owner may do the same from the workspace."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(AssistanceConsent, pk=pk, official=request.user)
        return redirect("dashboard:assistance-list")

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        consent = get_object_or_404(AssistanceConsent, pk=pk, official=request.user)
        end_assistance(consent=consent, by=request.user)
        messages.success(request, _("You no longer act for this shop front."))
        return redirect("dashboard:assistance-list")
