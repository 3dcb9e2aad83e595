"""One application as its applicant sees it: how far it is, its papers, the code, taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from shop.onboarding.claims import confirm_code, withdraw_claim
from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.paper_response import paper_response
from shop.onboarding.papers import add_paper
from shop.partner.models import ClaimState, ProducerClaim, SellerPaper
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.throttling import Limit, too_often
from shop.workspace.joining.forms import ContactCodeForm
from shop.workspace.joining.views import JoiningPageView
from shop.workspace.papers.forms import SellerPaperForm

CODES = Limit("claim-code", tries=20, seconds=3600)
#: Each file is read before anything else of the form is judged.
PAPERS = Limit("seller-paper", tries=40, seconds=3600)


class OwnClaimView(JoiningPageView):
    """One of the visitor's own applications; those of others do not exist."""

    @cached_property
    def claim(self) -> ProducerClaim:
        rows = ProducerClaim.objects.filter(applicant=self.request.user)
        return get_object_or_404(rows.select_related("province"), pk=self.kwargs["pk"])


class ClaimView(OwnClaimView):
    """How far an application is, and what can be done about it now."""

    template_name = "workspace/joining/claim.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        claim = self.claim
        is_owner = claim.state == ClaimState.ACCEPTED and claim.producer is not None
        awaits_code = claim.awaits_code and claim.code_confirmed_at is None
        return super().get_context_data(**kwargs) | {
            "heading": claim.name,
            "claim": claim,
            "phone": local_phone(claim.contact_phone),
            "steps": list(claim.transitions.all()),
            "papers": list(SellerPaper.objects.current().filter(claim=claim, partner=None)),
            "may_edit": claim.is_open,
            "must_edit": claim.state == ClaimState.CHANGES_ASKED,
            "is_owner": is_owner,
            "code_form": kwargs.get("code_form") or (ContactCodeForm() if awaits_code else None),
        }


class ClaimCodeView(ClaimView):
    """The code that the province gave to the register's contact."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("workspace:claim", pk=self.claim.pk)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Compare it; a wrong one counts, and the digits stay to be looked at."""
        form = ContactCodeForm(request.POST)
        if wait := CODES.wait_for(str(request.user.pk)):
            form.add_error(None, too_often(wait))
        if form.is_valid():
            try:
                fits = confirm_code(claim=self.claim, code=form.cleaned_data["code"])
            except OnboardingRefused as refusal:
                messages.error(request, refusal.message)
                return redirect("workspace:claim", pk=pk)
            if fits:
                messages.success(request, _("Thank you: the contact is proven."))
                return redirect("workspace:claim", pk=pk)
            form.add_error("code", _("This is not the code. Please compare each digit."))
        return self.render_to_response(self.get_context_data(code_form=form))


class ClaimWithdrawView(OwnClaimView):
    """Asks once, then takes the application back."""

    template_name = "workspace/joining/withdraw.html"
    heading = gettext_lazy("Take the application back?")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"claim": self.claim}

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        try:
            withdraw_claim(claim=self.claim, by=request.user)
        except OnboardingRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The application is taken back."))
        return redirect("workspace:claim", pk=pk)


class ClaimPaperView(OwnClaimView):
    """Adding a paper to one's own application."""

    template_name = "workspace/joining/paper_form.html"
    heading = gettext_lazy("Add a paper")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or SellerPaperForm(user=self.request.user)
        return super().get_context_data(**kwargs) | {"claim": self.claim, "form": form}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.claim.is_open:
            return redirect("workspace:claim", pk=self.claim.pk)
        return super().get(request, *args, **kwargs)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Keep it, or show the form again; a file that was right is not chosen twice."""
        if not self.claim.is_open:
            return redirect("workspace:claim", pk=pk)
        if wait := PAPERS.wait_for(str(request.user.pk)):
            messages.error(request, too_often(wait))
            return redirect("workspace:claim", pk=pk)
        form = SellerPaperForm(request.POST, request.FILES, user=request.user)
        if form.is_valid():
            try:
                add_paper(claim=self.claim, by=request.user, **form.cleaned_data)
            except OnboardingRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _("The paper is there; the province sees it."))
                return redirect("workspace:claim", pk=pk)
        return self.render_to_response(self.get_context_data(form=form))


@method_decorator(never_cache, name="dispatch")
class ClaimPaperFileView(LoginRequiredMixin, View):
    """The file of a paper of one's own application; once accepted it is the seller's."""

    request: AuthenticatedHttpRequest

    def get(self, request: AuthenticatedHttpRequest, pk: int, paper: int) -> FileResponse:
        own = SellerPaper.objects.filter(claim=pk, claim__applicant=request.user, partner=None)
        found = get_object_or_404(own, pk=paper)
        return paper_response(found.file, f"{found.kind}-{found.pk}")
