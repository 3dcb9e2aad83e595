"""The pages on which a producer writes a listing; nothing of it needs script."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from catalogue.clock import now
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
    lock_draft,
    move_photo,
    remove_photo,
    submit_listing,
    take_back,
    write_draft,
)
from catalogue.models import ListingDraft, ListingPhoto
from shop.partner.access import workspace_rows
from shop.partner.models import Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.listings.forms import (
    LabelForm,
    ListingCertificateForm,
    NameForm,
    OfferForm,
    seen_without,
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

    def read_again(self) -> None:
        """Forget what was read, after something was written."""
        del self.draft

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


class ListingStepView(ListingPageView):
    """One step. With htmx the answer says only that it is saved; without script a button saves."""

    template_name = "workspace/listing_step.html"

    @property
    def step(self) -> str:
        step: str = self.kwargs["step"]
        if step not in self.steps:
            raise Http404
        return step

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.draft.is_editable:
            return redirect(overview_url(self.draft))
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        names = {PHOTOS: "workspace/listing_photos.html"}
        return [names.get(self.step, self.template_name)]

    def form_for(self, draft: ListingDraft, *typed: Any) -> Any:
        """Return the form of the step over the draft."""
        if self.step == CERTIFICATE:
            return ListingCertificateForm(*typed, instance=draft, user=self.request.user)
        forms = {NAME: NameForm, LABEL: LabelForm, OFFER: OfferForm, SEASON: SeasonForm}
        return forms[self.step](*typed, instance=draft)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, step = self.draft, self.step
        number = self.steps.index(step) + 1
        context = super().get_context_data(**kwargs) | {
            "step": step,
            "heading": STEPS[step],
            "number": number,
            "of": len(self.steps) + 1,
            "links": step_links(draft, self.steps, step),
            "page_key": kwargs.get("page_key") or uuid4().hex,
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
        """Write what was typed, then go on; what cannot be read comes back as typed."""
        if self.step == PHOTOS:
            return self._post_photos(request)
        try:
            form = self._write(request)
        except ValidationError as refusal:
            return self._refused(request, refusal)
        self.read_again()
        page_key = request.POST.get("page", "")
        if request.headers.get("HX-Request") == "true":
            fresh = self.form_for(self.draft)
            context = self.get_context_data(form=fresh, page_key=page_key)
            context |= {"saved_at": now(), "faulty": bool(form.errors)}
            return self.response_class(
                request=request,
                template=["workspace/listing_saved.html"],
                context=context,
                using=self.template_engine,
            )
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form, page_key=page_key))
        return redirect(next_url(self.draft, self.step, self.steps))

    @transaction.atomic
    def _write(self, request: AuthenticatedHttpRequest) -> Any:
        """Judge and write the form while nobody else writes the draft; return it."""
        locked = lock_draft(self.draft)
        page_key = request.POST.get("page", "")[:40]
        typed = request.POST
        if page_key and locked.written_from.get(self.step) == page_key:
            typed = seen_without(typed)
        form = self.form_for(locked, typed, request.FILES)
        form.is_valid()
        if form.facts:
            write_draft(
                draft=locked, by=request.user, facts=form.facts, step=self.step, page=page_key
            )
        return form

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
            return self._refused(request, refusal)
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

    def _refused(self, request: AuthenticatedHttpRequest, refusal: ValidationError) -> HttpResponse:
        """Say why nothing was written, and what was typed: the next page has no form for it."""
        for sentence in refusal.messages:
            messages.error(request, sentence)
        if self.step != PHOTOS:
            form = self.form_for(self.draft, request.POST)
            for field in form.visible_fields():
                if isinstance(field.field, CharField) and field.name in form.changed_data:
                    messages.info(request, _("You wrote: “%(text)s”") % {"text": field.data})
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": overview_url(self.draft)})
        self.read_again()
        return redirect(request.path if self.draft.is_editable else overview_url(self.draft))


def is_key(text: str) -> bool:
    """Whether a text can be the key of a row."""
    return text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS
