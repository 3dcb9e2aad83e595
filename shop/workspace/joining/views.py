"""Finding one's producer, claiming it or applying as new; each step is one screen."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from catalogue.models import Producer
from catalogue.places.proposals import name_place
from shop.onboarding.claims import apply_as_new, complete_claim, send_claim
from shop.onboarding.exceptions import OnboardingRefused
from shop.partner.access import memberships_of
from shop.partner.models import ProducerClaim
from shop.users.phone import local_phone
from shop.users.place_form import follow_place
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, say_when, too_often
from shop.workspace.joining.forms import EvidenceForm, NewProducerForm, first_values
from shop.workspace.joining.register_search import as_match, find_producers, with_joining

#: Who claims one producer after the other is looking for one that nobody watches.
CLAIMS = Limit("claim", tries=20, seconds=3600)
SEARCHES = Limit("claim-search", tries=200, seconds=900)
SEND = "send"


@method_decorator(never_cache, name="dispatch")
class JoiningPageView(LoginRequiredMixin, TemplateView):
    """A page for anybody who is signed in; it shows what is one's own, and the register."""

    request: AuthenticatedHttpRequest
    heading: str | Promise = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = {"heading": self.heading, "noindex": True}
        return super().get_context_data(**kwargs) | shared


class JoinView(JoiningPageView):
    """The search in the register, and how far one's own applications are."""

    template_name = "workspace/joining/join.html"
    heading = gettext_lazy("Sell here: find your producer")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.request.GET.get("q", "")[:200]
        wait = SEARCHES.wait_for(str(self.request.user.pk)) if text.strip() else 0
        matches, has_more = ([], False) if wait else find_producers(text, self.request.user)
        claims = ProducerClaim.objects.filter(applicant=self.request.user).order_by("-pk")
        return super().get_context_data(**kwargs) | {
            "query": text,
            "matches": matches,
            "has_more": has_more,
            "too_often": too_often(wait) if wait else "",
            "claims": list(claims[:20]),
            "memberships": list(memberships_of(self.request.user)),
        }


class StatedFormView(JoiningPageView):
    """A form with what an applicant states; nothing typed is lost."""

    form_class: type[EvidenceForm] = EvidenceForm
    template_name = "workspace/joining/claim_form.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, or show again what was typed; buttons beside a place only look it up."""
        form = self.typed_form()
        if not form.is_bound:
            return self.show(form)
        if wait := CLAIMS.wait_for(str(self.request.user.pk)):
            form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait)
        if form.is_valid():
            try:
                claim = self.send(form.stated())
            except OnboardingRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(self.request, _("Sent: the province has it now."))
                return redirect("workspace:claim", pk=claim.pk)
        return self.show(form)

    def typed_form(self) -> EvidenceForm:
        """Return the form with what was typed; of a place that is only looked up, unbound."""
        if not issubclass(self.form_class, NewProducerForm):
            return self.form_class(self.request.POST)
        asked = {
            "place": self.request.POST.get("place_searched", ""),
            "province": self.request.POST.get("province_listed", ""),
        }
        action = self.request.POST.get("action")
        typed = follow_place(asked, self.request.POST.dict(), searched=action == "find")
        return self.form_class(typed) if action == SEND else self.form_class(initial=typed)

    def initial(self) -> dict[str, Any]:
        """Return who is signed in; the province calls that number."""
        user = self.request.user
        phone = local_phone(user.phone) if user.phone else ""
        return {"contact_name": user.get_full_name(), "contact_phone": phone}

    def show(self, form: forms.Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def send(self, stated: dict[str, Any]) -> ProducerClaim:
        """Call the one service."""
        raise NotImplementedError


class ClaimProducerView(StatedFormView):
    """Claiming a producer of the register, told honestly whether others run or claim it."""

    heading = gettext_lazy("This producer is mine")

    @cached_property
    def producer(self) -> Producer:
        rows = with_joining(Producer.objects.all(), self.request.user)
        producer: Producer = get_object_or_404(rows, pk=self.kwargs["pk"])
        return producer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"match": as_match(self.producer)}

    def send(self, stated: dict[str, Any]) -> ProducerClaim:
        return send_claim(producer=self.producer, applicant=self.request.user, **stated)


class NewProducerView(StatedFormView):
    """Applying as a producer that the register does not hold."""

    heading = gettext_lazy("Apply as a new producer")
    form_class = NewProducerForm

    def send(self, stated: dict[str, Any]) -> ProducerClaim:
        return apply_as_new(applicant=self.request.user, **stated)


class ClaimEditView(StatedFormView):
    """Completing one's own application, and sending it again."""

    heading = gettext_lazy("Complete the application")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        rows = ProducerClaim.objects.open().filter(applicant=request.user)
        rows = rows.select_related("commune__province", "province")
        self.claim = get_object_or_404(rows, pk=kwargs["pk"])
        if self.claim.producer_id is None:
            self.form_class = NewProducerForm
        return super().dispatch(request, *args, **kwargs)

    def initial(self) -> dict[str, Any]:
        values = first_values(self.claim)
        if self.claim.commune:
            values |= {"place": name_place(self.claim.commune)}
            values |= {"place_searched": values["place"], "province": ""}
        return values

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.claim.transitions.last()
        reason = asked.reason if asked and asked.by_id != self.request.user.pk else ""
        return super().get_context_data(**kwargs) | {"claim": self.claim, "reason": reason}

    def send(self, stated: dict[str, Any]) -> ProducerClaim:
        return complete_claim(claim=self.claim, by=self.request.user, **stated)
