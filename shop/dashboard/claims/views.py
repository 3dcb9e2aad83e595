"""Claims for the steward: the list, one beside the register and its rivals, and the answers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, ListView, TemplateView, View
from django.views.generic.base import ContextMixin

from shop.dashboard.claims import selection
from shop.dashboard.claims.forms import (
    AcceptClaimForm,
    AskChangesForm,
    ClaimFilter,
    ClaimFilterForm,
    ContactForm,
    RefuseClaimForm,
)
from shop.onboarding.decisions import (
    accept_claim,
    ask_for_changes,
    make_contact_code,
    may_decide,
    refuse_claim,
)
from shop.onboarding.exceptions import OnboardingRefused
from shop.onboarding.paper_response import paper_response
from shop.partner.models import ClaimState, ProducerClaim, SellerPaper
from shop.users.phone import local_phone
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
DETAIL = "dashboard:claim-detail"


class ClaimListView(ListView):
    """What waits in the person's provinces, the oldest first."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/claims/list.html"
    context_object_name = "claims"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[ProducerClaim]:
        self.show = ClaimFilterForm(self.request.GET).value()
        return selection.select_claims(self.request.user, self.show)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = selection.count_claims(self.request.user)
        tabs = [
            (each.value, each.label, counts[each.value], each == self.show) for each in ClaimFilter
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class ClaimPageMixin(ContextMixin, View):
    """One claim of the person's provinces; those of others do not exist."""

    request: AuthenticatedHttpRequest
    claim: ProducerClaim

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.claim = get_object_or_404(selection.claims_of(self.request.user), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the claim, the register beside it, who else claims it, and the forms."""
        claim, user = self.claim, self.request.user
        members = selection.members_of(claim)
        context = super().get_context_data(**kwargs) | {
            "claim": claim,
            "phone": local_phone(claim.contact_phone),
            "evidence": selection.evidence_of(claim),
            "contacts": selection.contacts_of(claim.producer),
            "rivals": selection.rivals_of(claim),
            "members": members,
            "similar": selection.similar_producers(claim),
            "papers": list(SellerPaper.objects.current().filter(claim=claim)),
            "steps": list(claim.transitions.select_related("by")),
            "is_own": claim.applicant_id == user.pk,
            "may_decide": claim.state == ClaimState.SENT and may_decide(user, claim),
        }
        if context["may_decide"]:
            first = {"version": claim.version}
            has_members = bool(members)
            context.setdefault(
                "accept_form", AcceptClaimForm(initial=first, has_members=has_members)
            )
            context.setdefault("changes_form", AskChangesForm(auto_id="changes_%s"))
            context.setdefault("refuse_form", RefuseClaimForm(auto_id="refuse_%s"))
            contact = context["contacts"][0] if context["contacts"] else ""
            context.setdefault("code_form", ContactForm(initial={"contact": contact}))
        return context


class ClaimDetailView(ClaimPageMixin, TemplateView):
    """What was stated beside what the register knows, and the answers."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/claims/detail.html"


class ClaimAnswerView(ClaimPageMixin, FormView):
    """One of the forms of the page; a claim that was decided about meanwhile is shown instead."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/claims/detail.html"
    form_name = ""
    auto_id = "id_%s"
    done: str | Promise = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(DETAIL, pk=self.claim.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"auto_id": self.auto_id}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or say in the service's own words why not."""
        try:
            self.act(form.cleaned_data)
        except OnboardingRefused as refusal:
            if refusal.field in form.fields:
                form.add_error(refusal.field, refusal.message)
                return self.form_invalid(form)
            messages.error(self.request, refusal.message)
            return redirect(DETAIL, pk=self.claim.pk)
        messages.success(self.request, str(self.done))
        return redirect("dashboard:claim-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(form=form, **{self.form_name: form}, **kwargs)

    def act(self, facts: dict[str, Any]) -> None:
        """Call the one service."""
        raise NotImplementedError


class AcceptClaimView(ClaimAnswerView):
    """The applicant becomes an owner."""

    form_class, form_name = AcceptClaimForm, "accept_form"
    done = _("Accepted: the applicant owns the shop front now and is told by e-mail.")

    def get_form_kwargs(self) -> dict[str, Any]:
        members = bool(selection.members_of(self.claim))
        return super().get_form_kwargs() | {"has_members": members}

    def act(self, facts: dict[str, Any]) -> None:
        accept_claim(claim=self.claim, by=self.request.user, **facts)


class AskChangesView(ClaimAnswerView):
    """Back to the applicant with what is missing."""

    form_class, form_name, auto_id = AskChangesForm, "changes_form", "changes_%s"
    done = _("Sent back to the applicant with your words.")

    def act(self, facts: dict[str, Any]) -> None:
        ask_for_changes(claim=self.claim, by=self.request.user, **facts)


class RefuseClaimView(ClaimAnswerView):
    """Refused, with the reason."""

    form_class, form_name, auto_id = RefuseClaimForm, "refuse_form", "refuse_%s"
    done = _("Refused; the applicant reads your reason.")

    def act(self, facts: dict[str, Any]) -> None:
        refuse_claim(claim=self.claim, by=self.request.user, **facts)


@method_decorator(never_cache, name="dispatch")
class MakeCodeView(ClaimAnswerView):
    """Makes a code and shows it this once, to be read out or put into a letter."""

    form_class, form_name = ContactForm, "code_form"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        contact = form.cleaned_data["contact"]
        try:
            code = make_contact_code(claim=self.claim, contact=contact, by=self.request.user)
        except OnboardingRefused as refusal:
            messages.error(self.request, refusal.message)
            return redirect(DETAIL, pk=self.claim.pk)
        self.claim.refresh_from_db()
        shown = f"{code[:4]} {code[4:]}"
        answer = self.render_to_response(self.get_context_data(form=form, code=shown))
        answer["Cache-Control"] = "no-store"
        return answer


class ClaimPaperScanView(View):
    """A paper of a claim, for the people of its province."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> FileResponse:
        claims = selection.claims_of(request.user)
        papers = SellerPaper.objects.filter(claim__in=claims.values("pk"))
        paper = get_object_or_404(papers, pk=pk)
        return paper_response(paper.file, f"{paper.kind}-{paper.pk}")
