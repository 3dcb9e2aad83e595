"""Drafts of listings for the province: the list, one beside what buyers see now, and the two answers."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View

from catalogue.cards import photos
from catalogue.labels import label_meter
from catalogue.listings.content import differences, preview_product
from catalogue.listings.photo_list import listing_photos
from catalogue.models import ListingDraft
from catalogue.models.reviewed_draft import DraftState
from catalogue.province_access import own_province_rows
from shop.dashboard.listing_drafts.decisions import approve_draft, return_draft
from shop.dashboard.listing_drafts.forms import ReturnListingForm
from shop.dashboard.reviewed_drafts.forms import ApproveDraftForm
from shop.dashboard.reviewed_drafts.views import DraftDecisionView, DraftListView, DraftPage
from shop.users.models import User
from shop.users.requests import AuthenticatedHttpRequest

READ_WITH = (
    *("producer__partner", "province", "product__producer", "classification"),
    *("submitted_by", "decided_by"),
)


def visible_drafts(user: User) -> QuerySet[ListingDraft]:
    """Return the drafts that were sent in the provinces that a person acts for."""
    sent = ListingDraft.objects.exclude(state=DraftState.DRAFT).select_related(*READ_WITH)
    return own_province_rows(sent, user, province="province")


class ListingDraftListView(DraftListView):
    template_name = "oscar/dashboard/listing_drafts/list.html"
    heading = gettext_lazy("Listings sent in")

    def visible_rows(self) -> QuerySet[ListingDraft]:
        return visible_drafts(self.request.user)


class ListingDraftPage(DraftPage):
    """One draft of a listing among those that the visitor may see."""

    draft: ListingDraft
    template_name = "oscar/dashboard/listing_drafts/detail.html"
    return_form_class = ReturnListingForm
    url_name = "dashboard:listing-draft"

    def visible_rows(self) -> QuerySet[ListingDraft]:
        return visible_drafts(self.request.user)

    def heading(self) -> str:
        return self.draft.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        return super().get_context_data(**kwargs) | {
            "differences": differences(draft),
            "meter": label_meter(preview_product(draft)),
            "photos_now": photos(draft.product) if draft.product else [],
            "photos_proposed": listing_photos(draft),
        }


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


class ListingDecisionView(ListingDraftPage, DraftDecisionView):
    """One of the two answers to a listing."""


class ApproveView(ListingDecisionView):
    """Buyers see it from now on, as far as a certificate stands behind it."""

    form_name, form_class = "approve_form", ApproveDraftForm

    def decide(self, form: ApproveDraftForm) -> None:
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
