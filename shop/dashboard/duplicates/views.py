"""Doubles for the staff: the list, two side by side, merging, parting, "not the same"."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import FormView, ListView, TemplateView, View

from catalogue.duplicates.finding import find_duplicates
from catalogue.duplicates.similarity import CERTAIN
from catalogue.models import DuplicateCandidate, Product, ProductMerge
from catalogue.models.duplicate import DuplicateState
from catalogue.services import duplicates as services
from shop.dashboard.duplicates import selection
from shop.dashboard.duplicates.comparison import merge_preview, product_side
from shop.dashboard.duplicates.forms import DuplicateFilter, DuplicateFilterForm, MergeForm
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40
LIST, DETAIL = "dashboard:duplicate-list", "dashboard:duplicate-detail"


class DuplicateListView(ListView):
    """Pairs that wait, those called different, and the merges that stand."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/duplicates/list.html"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet:
        form = DuplicateFilterForm(self.request.GET)
        self.show, self.text = DuplicateFilter(form.value("show")), form.value("q")
        if self.show == DuplicateFilter.MERGED:
            return selection.select_merges(self.request.user, text=self.text)
        return selection.select_candidates(self.request.user, show=self.show, text=self.text)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        counts = selection.count_by_filter(self.request.user)
        merges = self.show == DuplicateFilter.MERGED
        return context | {
            "merges": context["object_list"] if merges else [],
            "rows": [] if merges else [selection.pair_row(row) for row in context["object_list"]],
            "tabs": [
                (value, label, counts[value], value == self.show)
                for value, label in DuplicateFilter.choices
            ],
            "show": self.show.value,
            "query": self.text,
        }


class SearchDuplicatesView(View):
    """Look for doubles now; after an import it happens by itself."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        found = find_duplicates()
        messages.success(
            request,
            ngettext("%(count)d new pair was found.", "%(count)d new pairs were found.", found)
            % {"count": found}
            if found
            else _("No new pair was found."),
        )
        return redirect(LIST)


class CandidateMixin:
    """Views about one pair of the person's own provinces."""

    candidate: DuplicateCandidate

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]  # mixed into views
        sides = [f"{side}__{path}" for side in ("first", "second") for path in _SIDE]
        rows = selection.own_candidates(request.user).select_related(*sides, "decided_by")
        self.candidate = get_object_or_404(rows, pk=kwargs["pk"])


_SIDE = ("producer", "province", "commune")


class DuplicateDetailView(CandidateMixin, TemplateView):
    """Two products side by side, with what may be decided."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/duplicates/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        candidate = self.candidate
        return super().get_context_data(**kwargs) | {
            "candidate": candidate,
            "certain": candidate.score >= CERTAIN,
            "is_open": candidate.state == DuplicateState.OPEN,
            "is_different": candidate.state == DuplicateState.DIFFERENT,
            "merge": _merge_of(candidate),
            "sides": [product_side(candidate.first), product_side(candidate.second)],
        }


class MergeView(CandidateMixin, FormView):
    """What would follow which product, then the merge when that is confirmed."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/duplicates/merge.html"
    form_class = MergeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What is decided already is shown instead, so that a second press does no harm."""
        if self.candidate.state == DuplicateState.OPEN:
            return super().dispatch(request, *args, **kwargs)
        messages.info(request, _("Somebody has decided on this pair already."))
        return redirect(DETAIL, pk=self.candidate.pk)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question is asked by the form on the page of the pair."""
        return redirect(DETAIL, pk=self.candidate.pk)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"candidate": self.candidate}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Ask first; merge when the answer comes back."""
        kept: Product = form.cleaned_data["kept"]
        preview = merge_preview(self.candidate, kept)
        if not form.cleaned_data["confirmed"]:
            return self.render_to_response(self.get_context_data(form=form, preview=preview))
        try:
            services.merge_products(kept=kept, merged=preview.merged, by=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(DETAIL, pk=self.candidate.pk)
        messages.success(
            self.request, _("They are one product now: “%(name)s”.") % {"name": kept.title}
        )
        return redirect(LIST)

    def form_invalid(self, form: MergeForm) -> HttpResponse:
        messages.error(self.request, _("Say which of the two products stays."))
        return redirect(DETAIL, pk=self.candidate.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"candidate": self.candidate}


class DifferentView(CandidateMixin, View):
    """The two are two; nobody is asked again."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        try:
            services.mark_different(candidate=self.candidate, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(DETAIL, pk=pk)
        messages.success(request, _("Noted: they are two products."))
        return redirect(LIST)


class ReopenView(CandidateMixin, View):
    """“Not the same” was a mistake: ask again."""

    http_method_names = ["post"]

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        services.reopen_candidate(candidate=self.candidate)
        return redirect(DETAIL, pk=pk)


class UndoMergeView(TemplateView):
    """Two products of one again: what comes back and what does not, then the deed."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/duplicates/undo.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        merges = selection.own_merges(self.request.user).select_related("kept", "merged", "by")
        self.merge = get_object_or_404(merges, pk=kwargs["pk"])

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        try:
            services.undo_merge(merge=self.merge, by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The merge is undone: they are two products again."))
        return redirect(LIST)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "merge": self.merge,
            "refusal": services.undo_refusal(self.merge),
        }


def _merge_of(candidate: DuplicateCandidate) -> ProductMerge | None:
    pair = [candidate.first_id, candidate.second_id]
    return ProductMerge.objects.in_force().filter(kept__in=pair, merged__in=pair).first()
