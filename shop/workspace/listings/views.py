"""The pages on which a producer writes a listing; nothing of it needs script."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.labels import LabelMeter, label_meter
from catalogue.listings.completeness import (
    CERTIFICATE,
    LABEL,
    NAME,
    OFFER,
    PHOTOS,
    SEASON,
    claim_faults,
    listing_faults,
)
from catalogue.listings.content import preview_product
from catalogue.listings.drafts import (
    MOST_PHOTOS,
    caption_photos,
    discard_draft,
    is_changed,
    move_photo,
    remove_photo,
    submit_listing,
    write_draft,
)
from catalogue.models import ListingDraft, ListingPhoto
from catalogue.reviewed_drafts.steps import take_back
from shop.partner.access import workspace_rows
from shop.partner.models import Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.draft_step_view import DraftStepView
from shop.workspace.listings.forms import (
    LabelForm,
    ListingCertificateForm,
    NameForm,
    OfferForm,
)
from shop.workspace.listings.photographs import MOST_AT_ONCE, draft_photos, receive_photos
from shop.workspace.listings.preview import listing_preview
from shop.workspace.listings.season_form import SeasonForm
from shop.workspace.listings.steps import (
    STEPS,
    next_url,
    overview_url,
    step_links,
    steps_of,
)
from shop.workspace.page_view import WorkspacePageView

MAX_DIGITS = 9
READ_WITH = (
    *("producer__partner", "product", "province__region", "classification"),
    *("updated_by", "decided_by"),
)


class ListingPageView(WorkspacePageView):
    """A page about one draft of the seller's own; packers and strangers find none."""

    tab = "goods"
    for_sellers = True

    @cached_property
    def draft(self) -> ListingDraft:
        """The draft of the URL, if the visitor sells for its producer."""
        rows = workspace_rows(
            ListingDraft.objects.all(), self.request.user, partner="producer__partner"
        )
        found = rows.filter(pk=self.kwargs["pk"]).select_related(*READ_WITH).first()
        if found is None:
            raise Http404
        return found

    def find_membership(self) -> Membership:
        return self.membership_for(self.draft.producer.partner_id or 0)

    @cached_property
    def steps(self) -> list[str]:
        return steps_of(self.draft)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"draft": self.draft}


class ListingView(ListingPageView):
    """What is still missing, the listing as buyers would see it, and the button that sends it."""

    template_name = "workspace/listing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        faults = listing_faults(draft) if draft.is_editable else []
        links = step_links(draft, self.steps, "", faults) if draft.is_editable else []
        return super().get_context_data(**kwargs) | {
            "heading": draft.title or _("New product"),
            "faults": [(fault, STEPS[fault.step]) for fault in faults],
            "links": links,
            "preview": listing_preview(draft),
            "is_ready": draft.is_editable and not faults and is_changed(draft),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Send it, take it back or throw it away, as the button says."""
        action = request.POST.get("viec", "gui")
        try:
            if action == "bo":
                discard_draft(draft=self.draft)
                messages.success(request, _("The draft is thrown away."))
                return redirect("workspace:goods", pk=self.partner.pk)
            if action == "lay-lai":
                take_back(draft=self.draft, by=request.user)
                messages.success(request, _("You can write on now."))
            else:
                submit_listing(draft=self.draft, by=request.user)
                messages.success(
                    request,
                    _("It is sent to the province. We write to you as soon as it is looked at."),
                )
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(request, sentence)
        return redirect(overview_url(self.draft))


class ListingStepView(ListingPageView, DraftStepView):
    """One step of a listing."""

    template_name = "workspace/listing_step.html"

    def get_template_names(self) -> list[str]:
        names = {PHOTOS: "workspace/listing_photos.html"}
        return [names.get(self.step, self.template_name)]

    def overview_url(self) -> str:
        return overview_url(self.draft)

    def next_url(self) -> str:
        return next_url(self.draft, self.step, self.steps)

    def form_for(self, draft: ListingDraft, *typed: Any) -> Any:
        """Return the form of the step over the draft."""
        if self.step == CERTIFICATE:
            return ListingCertificateForm(*typed, instance=draft, user=self.request.user)
        forms = {NAME: NameForm, LABEL: LabelForm, OFFER: OfferForm, SEASON: SeasonForm}
        return forms[self.step](*typed, instance=draft)

    def write(self, draft: ListingDraft, facts: dict[str, Any], page_key: str) -> None:
        write_draft(draft=draft, by=self.request.user, facts=facts, step=self.step, page=page_key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, step = self.draft, self.step
        context = super().get_context_data(**kwargs) | {
            "heading": STEPS[step],
            "links": step_links(draft, self.steps, step),
            "claims": [fault.text for fault in claim_faults(draft) if fault.step == step],
            "meter": self._meter(),
            "keeps_identity": step == NAME and draft.keeps_identity,
        }
        if step == PHOTOS:
            return context | {
                "photos": draft_photos(draft),
                "most": MOST_PHOTOS,
                "at_once": MOST_AT_ONCE,
            }
        return context | {"form": kwargs.get("form") or self.form_for(draft)}

    def _meter(self) -> LabelMeter | None:
        return label_meter(preview_product(self.draft)) if self.step == LABEL else None

    def post(self, request: AuthenticatedHttpRequest, pk: int, step: str) -> HttpResponse:
        """Write what was sent, then go on."""
        return self._post_photos(request) if self.step == PHOTOS else self.post_form(request)

    def say_typed(self, request: AuthenticatedHttpRequest) -> None:
        if self.step != PHOTOS:
            super().say_typed(request)

    def _post_photos(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Take in what was sent, write the captions, then move or remove as the button says."""
        captions = {
            int(key): str(text)
            for name, text in request.POST.items()
            if name.startswith("chu-thich-") and is_key(key := name.removeprefix("chu-thich-"))
        }
        try:
            caption_photos(draft=self.draft, by=request.user, captions=captions)
            received = receive_photos(self.draft, request.FILES.getlist("anh"), request.user)
            moved = self._arrange(request)
        except ValidationError as refusal:
            return self.refused(request, refusal)
        for sentence in received.refusals:
            messages.error(request, sentence)
        if moved or received.refusals or "them" in request.POST:
            return redirect(request.path)
        return redirect(next_url(self.draft, PHOTOS, self.steps))

    def _arrange(self, request: AuthenticatedHttpRequest) -> bool:
        """Do what the button beside a photograph says; return whether one was pressed."""
        for name in ("len", "xuong", "bo"):
            key = request.POST.get(name, "")
            if not key:
                continue
            photos = ListingPhoto.objects.filter(draft=self.draft)
            photo = photos.filter(pk=key).first() if is_key(key) else None
            if photo is None:
                raise ValidationError(_("This photograph is gone already."))
            if name == "bo":
                remove_photo(photo=photo, by=request.user)
            else:
                move_photo(photo=photo, by=request.user, places=-1 if name == "len" else 1)
            return True
        return False


def is_key(text: str) -> bool:
    """Whether a text can be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
