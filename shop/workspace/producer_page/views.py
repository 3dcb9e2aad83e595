"""The pages on which a producer writes its own page; nothing of it needs script."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Producer, ProducerPageDraft
from catalogue.producer_pages.completeness import (
    CONTACT,
    PEOPLE,
    PLACE,
    PORTRAIT,
    VIDEO,
    WORDS,
    is_page_changed,
    page_claims,
    page_faults,
)
from catalogue.producer_pages.drafts import begin_page, discard_page, submit_page, write_page
from catalogue.producer_pages.visibility import has_page
from catalogue.reviewed_drafts.steps import take_back
from shop.users.place_form import follow_place
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.draft_step_view import DraftStepView
from shop.workspace.page_view import WorkspacePageView
from shop.workspace.producer_page.forms import (
    PageContactForm,
    PeopleForm,
    PortraitForm,
    VideoForm,
    VisitForm,
    WordsForm,
)
from shop.workspace.producer_page.preview import page_preview
from shop.workspace.producer_page.steps import (
    PAGE_STEPS,
    page_overview_url,
    page_step_links,
    page_step_url,
)

FORMS = {
    WORDS: WordsForm,
    PEOPLE: PeopleForm,
    PLACE: VisitForm,
    CONTACT: PageContactForm,
    VIDEO: VideoForm,
}
#: Buttons beside the place that only look it up.
LOOK_UPS = ("find", "communes")


class OwnProducerView(WorkspacePageView):
    """A page about the producer of the shop front, for those who sell there."""

    tab = "shop-front"
    for_sellers = True

    @cached_property
    def producer(self) -> Producer | None:
        """The producer whose shop front it is; a seller of others' goods has none."""
        rows = Producer.objects.select_related("province__region", "commune__province", "page")
        return rows.filter(partner=self.partner).first()

    @cached_property
    def draft(self) -> Any:
        """The draft that is not decided yet; None where there is none."""
        if self.producer is None:
            return None
        rows = ProducerPageDraft.objects.open().filter(producer=self.producer)
        rows = rows.select_related("commune__province", "province", "updated_by")
        draft = rows.prefetch_related("commune__designations").first()
        if draft is not None:
            draft.producer = self.producer
        return draft


class ProducerPageView(OwnProducerView):
    """How the page looks, what is still missing, and the button that sends it."""

    template_name = "workspace/producer_page/overview.html"
    heading = gettext_lazy("Your page")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, producer, draft = super().get_context_data(**kwargs), self.producer, self.draft
        if producer is None:
            return context | {"producer": None}
        is_open = draft is not None and draft.is_editable
        faults = page_faults(draft) if is_open else []
        return context | {
            "producer": producer,
            "draft": draft,
            "faults": [
                (fault, PAGE_STEPS[fault.step], page_step_url(self.partner, fault.step))
                for fault in faults
            ],
            "links": page_step_links(self.partner, "", faults) if is_open else [],
            "is_ready": is_open and not faults and is_page_changed(draft),
            "is_public": has_page(producer),
            "preview": page_preview(producer, draft),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Begin a draft, send it, take it back or throw it away, as the button says."""
        if self.producer is None:
            raise Http404
        action = request.POST.get("viec", "")
        if action == "viet":
            begin_page(producer=self.producer, by=request.user)
            return redirect(page_step_url(self.partner, PORTRAIT))
        if self.draft is not None:
            try:
                self._act(request, action)
            except ValidationError as error:
                for sentence in error.messages:
                    messages.error(request, sentence)
        return redirect(page_overview_url(self.partner))

    def _act(self, request: AuthenticatedHttpRequest, action: str) -> None:
        if action == "bo":
            discard_page(draft=self.draft)
            messages.success(request, _("The draft is thrown away."))
        elif action == "lay-lai":
            take_back(draft=self.draft, by=request.user)
            messages.success(request, _("You can write on now."))
        elif action == "gui":
            submit_page(draft=self.draft, by=request.user)
            messages.success(
                request,
                _("It is sent to the province. We write to you as soon as it is looked at."),
            )


class ProducerPageStepView(OwnProducerView, DraftStepView):
    """One step of the page."""

    template_name = "workspace/producer_page/step.html"
    saved_template = "workspace/producer_page/saved.html"

    @property
    def steps(self) -> list[str]:
        return list(PAGE_STEPS)

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.draft is None:
            return redirect(self.overview_url())
        return super().get(request, *args, **kwargs)

    def overview_url(self) -> str:
        return page_overview_url(self.partner)

    def next_url(self) -> str:
        place = self.steps.index(self.step) + 1
        return (
            page_step_url(self.partner, self.steps[place])
            if place < len(self.steps)
            else self.overview_url()
        )

    def form_for(self, draft: ProducerPageDraft, *typed: Any, **options: Any) -> Any:
        """Return the form of the step over the draft."""
        if self.step == PORTRAIT:
            return PortraitForm(*typed, instance=draft, user=self.request.user)
        return FORMS[self.step](*typed, instance=draft, **options)

    def write(self, draft: ProducerPageDraft, facts: dict[str, Any], page_key: str) -> None:
        write_page(draft=draft, by=self.request.user, facts=facts, step=self.step, page=page_key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft, step = self.draft, self.step
        return super().get_context_data(**kwargs) | {
            "draft": draft,
            "producer": self.producer,
            "heading": PAGE_STEPS[step],
            "links": page_step_links(self.partner, step),
            "claims": [fault.text for fault in page_claims(draft) if fault.step == step],
            "preview": page_preview(draft.producer, draft),
            "form": kwargs.get("form") or self.form_for(draft),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int, step: str) -> HttpResponse:
        """Write what was sent, then go on; a place that is only looked up comes back to choose from."""
        if self.draft is None:
            messages.error(request, _("This draft is gone: somebody has thrown it away."))
            return redirect(self.overview_url())
        if self.step == PLACE and request.POST.get("action") in LOOK_UPS:
            return self._look_place_up(request)
        return self.post_form(request)

    def _look_place_up(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        asked = {
            "place": request.POST.get("place_searched", ""),
            "province": request.POST.get("province_listed", ""),
        }
        searched = request.POST.get("action") == "find"
        typed = follow_place(asked, request.POST.dict(), searched=searched)
        form = self.form_for(self.draft, initial=typed)
        page_key = request.POST.get("page", "")
        return self.render_to_response(self.get_context_data(form=form, page_key=page_key))
