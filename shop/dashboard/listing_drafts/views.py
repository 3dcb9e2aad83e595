"""Drafts of listings for the province: the list, one beside what buyers see now, and the two answers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import FormView, ListView, TemplateView, View
from django.views.generic.base import ContextMixin, TemplateResponseMixin

from catalogue.cards import photos
from catalogue.labels import label_meter
from catalogue.listings.content import differences, preview_product
from catalogue.listings.photo_list import listing_photos
from catalogue.models import ListingDraft
from catalogue.models.listing import ListingState
from catalogue.province_access import own_province_rows
from shop.dashboard.listing_drafts.decisions import approve_draft, is_own, return_draft
from shop.dashboard.listing_drafts.forms import (
    ApproveListingForm,
    ListingDraftFilter,
    ReturnListingForm,
)
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest
from shop.users.typed_words import say_typed_words

PER_PAGE = 40
STATES = {
    ListingDraftFilter.SUBMITTED.value: ListingState.SUBMITTED,
    ListingDraftFilter.RETURNED.value: ListingState.CHANGES_ASKED,
    ListingDraftFilter.APPROVED.value: ListingState.APPROVED,
}
READ_WITH = (
    *("producer__partner", "province", "product__producer", "classification"),
    *("submitted_by", "decided_by"),
)


def visible_drafts(user: User) -> QuerySet[ListingDraft]:
    """Return the drafts that were sent in the provinces that a person acts for."""
    sent = ListingDraft.objects.exclude(state=ListingState.DRAFT).select_related(*READ_WITH)
    return own_province_rows(sent, user, province="province")


class ListingDraftListView(ListView):
    """What waits first, the oldest in front; what was sent back and approved behind it."""

    request: AuthenticatedHttpRequest

    template_name = "oscar/dashboard/listing_drafts/list.html"
    context_object_name = "drafts"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[ListingDraft]:
        wanted = self.request.GET.get("show", "")
        self.show = wanted if wanted in STATES else ListingDraftFilter.SUBMITTED.value
        self.visible = visible_drafts(self.request.user)
        return self.visible.filter(state=STATES[self.show]).order_by("submitted_at", "pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self.visible.order_by().values("state").annotate(number=Count("pk"))
        counts = dict(rows.values_list("state", "number"))
        tabs = [
            (value, label, counts.get(STATES[value], 0), value == self.show)
            for value, label in ListingDraftFilter.choices
        ]
        return super().get_context_data(**kwargs) | {"tabs": tabs}


class ListingDraftPage(TemplateResponseMixin, ContextMixin, View):
    """One draft among those that the visitor may see."""

    request: AuthenticatedHttpRequest
    template_name = "oscar/dashboard/listing_drafts/detail.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.draft = get_object_or_404(visible_drafts(self.request.user), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        context = super().get_context_data(**kwargs) | {
            "draft": draft,
            "is_waiting": draft.state == ListingState.SUBMITTED,
            "is_own": is_own(draft, self.request.user),
            "differences": differences(draft),
            "meter": label_meter(preview_product(draft)),
            "photos_now": photos(draft.product) if draft.product else [],
            "photos_proposed": listing_photos(draft),
            "history": draft.transitions.select_related("actor"),
        }
        version = {"version": draft.version}
        context.setdefault("approve_form", ApproveListingForm(initial=version))
        context.setdefault("return_form", ReturnListingForm(initial=version))
        return context


class ListingDraftView(ListingDraftPage, TemplateView):
    """What buyers see now beside what is proposed, and the two answers."""


class PaperView(View):
    """The photograph of the certificate as a download: it never runs as a page of ours."""

    def get(self, request: AuthenticatedHttpRequest, pk: int) -> FileResponse:
        draft = get_object_or_404(visible_drafts(request.user), pk=pk)
        name = draft.scan.name
        if not name or not draft.scan.storage.exists(name):
            raise Http404
        ending = name.rsplit(".", 1)[-1]
        response = FileResponse(
            draft.scan.open(), as_attachment=True, filename=f"giay-chung-nhan-tin-{pk}.{ending}"
        )
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class ListingDecisionView(ListingDraftPage, FormView):
    """One of the two forms of the page; what does not wait any more is shown instead."""

    form_name = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("dashboard:listing-draft-detail", pk=self.draft.pk)

    def form_valid(self, form: Form) -> HttpResponse:
        """Do it, or say why not; what was typed is shown once more."""
        try:
            self.decide(form)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(self.request, sentence)
            say_typed_words(self.request, form)
            return redirect("dashboard:listing-draft-detail", pk=self.draft.pk)
        messages.success(self.request, self.message())
        return redirect("dashboard:listing-draft-list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or self.get_form()
        return super().get_context_data(form=form, **{self.form_name: form}, **kwargs)

    def decide(self, form: Any) -> None:
        """Call the one service."""
        raise NotImplementedError

    def message(self) -> str:
        """Say what was done."""
        raise NotImplementedError


class ApproveView(ListingDecisionView):
    """Buyers see it from now on, as far as a certificate stands behind it."""

    form_name, form_class = "approve_form", ApproveListingForm

    def decide(self, form: ApproveListingForm) -> None:
        approve_draft(draft=self.draft, by=self.request.user, seen=form.cleaned_data["version"])

    def message(self) -> str:
        return _("“%s” is approved; its people are told.") % self.draft.title


class ReturnView(ListingDecisionView):
    """Something is to be changed first."""

    form_name, form_class = "return_form", ReturnListingForm

    def decide(self, form: ReturnListingForm) -> None:
        seen = form.cleaned_data["version"]
        return_draft(draft=self.draft, by=self.request.user, reason=form.reason, seen=seen)

    def message(self) -> str:
        return _("“%s” is sent back; its people are told what to change.") % self.draft.title
