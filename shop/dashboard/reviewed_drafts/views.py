"""Pages of drafts that wait for the province, whatever they are drafts of."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, ListView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from catalogue.models.reviewed_draft import DraftState
from shop.dashboard.reviewed_drafts.forms import ApproveDraftForm, DraftFilter, ReturnDraftForm
from shop.dashboard.reviewed_drafts.own_work import is_own
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words

PER_PAGE = 40
STATES = {
    DraftFilter.SUBMITTED.value: DraftState.SUBMITTED,
    DraftFilter.RETURNED.value: DraftState.CHANGES_ASKED,
    DraftFilter.APPROVED.value: DraftState.APPROVED,
}


class DraftListView(ListView):
    """What waits first, the oldest in front; what was sent back and approved behind it."""

    request: AuthenticatedHttpRequest

    context_object_name = "drafts"
    paginate_by = PER_PAGE

    def visible_rows(self) -> QuerySet[Any]:
        """Return what the visitor may see of what was sent."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        wanted = self.request.GET.get("show", "")
        self.show = wanted if wanted in STATES else DraftFilter.SUBMITTED.value
        self.visible = self.visible_rows()
        return self.visible.filter(state=STATES[self.show]).order_by("submitted_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible.order_by().values("state").annotate(number=Count("pk"))
        counts = dict(rows.values_list("state", "number"))
        tabs = [
            (value, label, counts.get(STATES[value], 0), value == self.show)
            for value, label in DraftFilter.choices
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class DraftPage(TemplateResponseMixin, ContextMixin, View):
    """One draft among those that the visitor may see."""

    request: AuthenticatedHttpRequest
    draft: Any
    return_form_class: type[ReturnDraftForm]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = get_object_or_404(self.visible_rows(), pk=kwargs["pk"])

    def visible_rows(self) -> QuerySet[Any]:
        """Return what the visitor may see of what was sent."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "is_waiting": self.draft.state == DraftState.SUBMITTED,
            "is_own": is_own(self.draft, self.request.user),
            "history": self.draft.transitions.select_related("actor"),
        }
        version = {"version": self.draft.version}
        context.setdefault("approve_form", ApproveDraftForm(initial=version))
        context.setdefault("return_form", self.return_form_class(initial=version))
        return context


class DraftDecisionView(DraftPage, FormView):
    """One of the two forms of the page; what does not wait any more is shown instead."""

    form_name = ""
    list_url = detail_url = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(self.detail_url, pk=self.draft.pk)

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it, or say why not; what was typed is shown once more."""
        try:
            self.decide(form)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(self.request, sentence)
            say_typed_words(self.request, form)
            return redirect(self.detail_url, pk=self.draft.pk)
        messages.success(self.request, self.message())
        return redirect(self.list_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(form=form, **{self.form_name: form}, **kwargs)

    def decide(self, form: Any) -> None:
        """Call the one service."""
        raise NotImplementedError

    def message(self) -> str:
        """Say what was done."""
        raise NotImplementedError
