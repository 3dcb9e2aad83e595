"""Pages of drafts that wait for the province, whatever they are drafts of."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.views.generic import View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from catalogue.models.reviewed_draft import DraftState, ReviewedDraft
from shop.dashboard.decision_views import AnswerFormView, StateListView
from shop.dashboard.reviewed_drafts.forms import ApproveDraftForm, DraftFilter, ReturnDraftForm
from shop.dashboard.reviewed_drafts.own_work import is_own
from shop.users.requests import AuthenticatedHttpRequest


class DraftListView(StateListView):
    """What waits first, the oldest in front; what was sent back and approved behind it."""

    context_object_name = "drafts"
    heading: str | Promise = ""
    filters = DraftFilter
    states = {
        DraftFilter.SUBMITTED.value: DraftState.SUBMITTED,
        DraftFilter.RETURNED.value: DraftState.CHANGES_ASKED,
        DraftFilter.APPROVED.value: DraftState.APPROVED,
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"heading": self.heading}


class DraftPage(TemplateResponseMixin, ContextMixin, View):
    """One draft among those that the visitor may see; `url_name` begins the names of its URLs."""

    request: AuthenticatedHttpRequest
    draft: Any
    return_form_class: type[ReturnDraftForm]
    url_name = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = get_object_or_404(self.visible_rows(), pk=kwargs["pk"])

    def visible_rows(self) -> QuerySet[Any]:
        """Return what the visitor may see of what was sent."""
        raise NotImplementedError

    def heading(self) -> str:
        """Return what the draft is called."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "heading": self.heading(),
            "draft_urls": {
                "list": reverse(f"{self.url_name}-list"),
                "approve": reverse(f"{self.url_name}-approve", kwargs={"pk": self.draft.pk}),
                "return": reverse(f"{self.url_name}-return", kwargs={"pk": self.draft.pk}),
            },
            "is_waiting": self.draft.state == DraftState.SUBMITTED,
            "is_own": is_own(self.draft, self.request.user),
            "history": self.draft.transitions.select_related("actor"),
        }
        version = {"version": self.draft.version}
        context.setdefault("approve_form", ApproveDraftForm(initial=version))
        context.setdefault("return_form", self.return_form_class(initial=version))
        return context


class DraftDecisionView(DraftPage, AnswerFormView):
    """One of the two forms of the page; what does not wait any more is shown instead."""

    def subject(self) -> ReviewedDraft:
        return self.draft
