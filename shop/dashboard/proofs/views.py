"""Proofs for the province: the list, one with its paper, and the answers."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from catalogue.clock import today
from catalogue.models import Proof
from catalogue.models.proof import ProofState
from catalogue.province_access import own_province_rows
from shop.dashboard.decision_views import AnswerFormView, StateListView
from shop.dashboard.proofs.decisions import (
    is_own_proof,
    return_sent_proof,
    verify_sent_proof,
    withdraw_shown_proof,
)
from shop.dashboard.proofs.forms import STATES, ProofFilter, ProofReasonForm, VerifyProofForm
from shop.onboarding.paper_response import paper_response
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

READ_WITH = ("producer__partner", "producer__province", "submitted_by", "decided_by")


def visible_proofs(user: User) -> QuerySet[Proof]:
    """Return the proofs of producers in the provinces that a person acts for."""
    rows = Proof.objects.select_related(*READ_WITH, "withdrawn_by")
    return own_province_rows(rows, user, province="producer__province")


class ProofListView(StateListView):
    """What waits first, the oldest in front."""

    template_name = "oscar/dashboard/proofs/list.html"
    context_object_name = "proofs"
    filters, states = ProofFilter, STATES

    def visible_rows(self) -> QuerySet[Proof]:
        return visible_proofs(self.request.user)


class ProofPage(TemplateResponseMixin, ContextMixin, View):
    """One proof among those that the visitor may see."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/proofs/detail.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.proof = get_object_or_404(visible_proofs(self.request.user), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        proof = self.proof
        context = super().get_context_data(**kwargs) | {
            "proof": proof,
            "products": list(proof.products.order_by("title")),
            "is_waiting": proof.state == ProofState.SUBMITTED,
            "is_shown": proof.state == ProofState.VERIFIED,
            "has_ended": proof.valid_until is not None and proof.valid_until < today(),
            "is_own": is_own_proof(proof, self.request.user),
        }
        context.setdefault("verify_form", VerifyProofForm())
        context.setdefault("reason_form", ProofReasonForm())
        return context


class ProofView(ProofPage, TemplateView):
    """What was sent in, and the answers to it."""


class ProofFileView(View):
    """The paper itself."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> FileResponse:
        proof = get_object_or_404(visible_proofs(request.user), pk=pk)
        return paper_response(proof.file, f"{proof.kind}-{proof.pk}")


class ProofDecisionView(ProofPage, AnswerFormView):
    """One of the forms of the page."""

    url_name = "dashboard:proof"

    def subject(self) -> Proof:
        return self.proof

    def message(self) -> str:
        return _("Done; its holder is told.")


class VerifyProofView(ProofDecisionView):
    """Buyers see it from now on, while its days run."""

    form_name, form_class = "verify_form", VerifyProofForm

    def decide(self, form: VerifyProofForm) -> None:
        verify_sent_proof(proof=self.proof, by=self.request.user)


class ReturnProofView(ProofDecisionView):
    """It proves nothing as it was sent."""

    form_name, form_class = "reason_form", ProofReasonForm

    def decide(self, form: ProofReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        return_sent_proof(proof=self.proof, by=self.request.user, reason=reason)


class WithdrawProofView(ProofDecisionView):
    """Buyers do not see it any more."""

    form_name, form_class = "reason_form", ProofReasonForm

    def decide(self, form: ProofReasonForm) -> None:
        reason = form.cleaned_data["reason"]
        withdraw_shown_proof(proof=self.proof, by=self.request.user, reason=reason)
