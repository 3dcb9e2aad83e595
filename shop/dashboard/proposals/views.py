"""Proposals for the staff: the list, one with what the register says, confirming and rejecting."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from catalogue.clock import today
from shop.dashboard.proposals.forms import ProposalFilter, ProposalFilterForm, RejectProposalForm
from shop.dashboard.proposals.selection import (
    REVOCATION,
    ProposalKind,
    count_proposals,
    proposals_of,
)
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words

PER_PAGE = 40


class ProposalListView(ListView):
    """What registers say of ends and extensions: what waits first, what is decided behind it."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/proposals/list.html"
    context_object_name = "proposals"
    paginate_by = PER_PAGE

    def get_queryset(self) -> Any:
        self.show = ProposalFilterForm(self.request.GET).value()
        return proposals_of(self.request.user, self.show)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = count_proposals(self.request.user)
        tabs = [
            (each.value, each.label, counts[each.value], each == self.show)
            for each in ProposalFilter
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class ProposalPage(TemplateResponseMixin, ContextMixin, View):
    """One proposal of a kind, among those that the visitor may see."""

    request: AuthenticatedHttpRequest
    kind: ProposalKind = REVOCATION
    template_name = "oscar/dashboard/proposals/detail.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.proposal = get_object_or_404(self.kind.rows(self.request.user), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        certificate = self.proposal.certificate
        context |= {
            "kind": self.kind,
            "proposal": self.proposal,
            "certificate": certificate,
            "certificate_state": certificate.state(today()).label,
            "confirm_url": f"dashboard:{self.kind.name}-confirm",
            "reject_url": f"dashboard:{self.kind.name}-reject",
            "may_decide": self.proposal.is_open
            and self.proposal.proposed_by_id != self.request.user.pk,
        }
        first = self.kind.confirm_form.first_values(self.proposal)
        context.setdefault("confirm_form", self.kind.confirm_form(initial=first))
        context.setdefault("reject_form", RejectProposalForm())
        return context


class ProposalDetailView(ProposalPage):
    """What the register says beside the certificate, and the two answers."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data())


class ProposalDecisionView(ProposalPage, FormView):
    """One of the two forms of the page; what is decided already is shown instead."""

    form_name = ""
    done = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(f"dashboard:{self.kind.name}-detail", pk=self.proposal.pk)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody else's answer stands; what was typed beside it is shown once more."""
        if self.proposal.is_open:
            return super().post(request, *args, **kwargs)
        messages.warning(request, _("Somebody else has decided about this meanwhile."))
        say_typed_words(request, self.get_form())
        return self.get(request)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Do it, or show the page again with the service's own words."""
        try:
            self.decide(**form.cleaned_data)
        except ValidationError as error:
            for name, sentences in getattr(error, "error_dict", {"": error.messages}).items():
                form.add_error(name if name in form.fields else None, sentences)
            return self.form_invalid(form)
        messages.success(self.request, self.message())
        return redirect("dashboard:proposal-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(form=form, **{self.form_name: form}, **kwargs)

    def decide(self, **facts: Any) -> None:
        """Call the one service."""
        raise NotImplementedError

    def message(self) -> str:
        """Say what was done."""
        raise NotImplementedError


class ConfirmProposalView(ProposalDecisionView):
    """A second person confirms what the register says."""

    form_name = "confirm_form"

    def get_form_class(self) -> type[forms.Form]:
        return self.kind.confirm_form

    def decide(self, **facts: Any) -> None:
        self.kind.confirm(proposal=self.proposal, by=self.request.user, **facts)

    def message(self) -> str:
        if self.kind is REVOCATION:
            return _("The certificate is revoked; no star stands on it any more.")
        return _("The certificate is extended.")


class RejectProposalView(ProposalDecisionView):
    """A second person leaves the certificate as it is."""

    form_name, form_class = "reject_form", RejectProposalForm

    def decide(self, **facts: Any) -> None:
        self.kind.reject(proposal=self.proposal, by=self.request.user, **facts)

    def message(self) -> str:
        return _("The proposal is rejected; the certificate stays as it is.")
