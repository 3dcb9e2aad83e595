"""Drafts of producers' pages for the province: the list, old beside new, and the two answers."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from catalogue.cards import producer_portrait
from catalogue.models import ProducerPageDraft
from catalogue.models.reviewed_draft import DraftState
from catalogue.producer_pages.content import changed_facts, differences
from catalogue.province_access import own_province_rows
from shop.dashboard.producer_pages.decisions import approve_producer_page, return_producer_page
from shop.dashboard.producer_pages.forms import ReturnPageForm
from shop.dashboard.reviewed_drafts.forms import ApproveDraftForm
from shop.dashboard.reviewed_drafts.views import DraftDecisionView, DraftListView, DraftPage
from shop.users.models import User
from shop.users.phone import local_phone

READ_WITH = (
    *("producer__partner", "producer__page", "producer__province", "producer__commune"),
    *("province", "submitted_by", "decided_by"),
)


def visible_page_drafts(user: User) -> QuerySet[ProducerPageDraft]:
    """Return the drafts that were sent in the provinces that a person acts for."""
    sent = ProducerPageDraft.objects.exclude(state=DraftState.DRAFT).select_related(*READ_WITH)
    return own_province_rows(sent, user, province="province")


class PageDraftListView(DraftListView):
    template_name = "oscar/dashboard/producer_pages/list.html"
    heading = gettext_lazy("Producers' pages")

    def visible_rows(self) -> QuerySet[ProducerPageDraft]:
        return visible_page_drafts(self.request.user)


class PageDraftPage(DraftPage):
    """One draft of a page among those that the visitor may see."""

    draft: ProducerPageDraft
    template_name = "oscar/dashboard/producer_pages/detail.html"
    return_form_class = ReturnPageForm
    url_name = "dashboard:page-draft"

    def visible_rows(self) -> QuerySet[ProducerPageDraft]:
        return visible_page_drafts(self.request.user)

    def heading(self) -> str:
        return self.draft.producer.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        draft = self.draft
        has_new = bool(draft.portrait)
        return super().get_context_data(**kwargs) | {
            "differences": differences(draft, say_phone=local_phone),
            "changes_portrait": "portrait" in changed_facts(draft),
            "portrait_now": producer_portrait(draft.producer),
            "portrait_proposed": producer_portrait(draft.producer, draft.portrait)
            if has_new
            else None,
        }


class PageDraftView(PageDraftPage, TemplateView):
    """What buyers see now beside what is proposed, and the two answers."""


class PageDecisionView(PageDraftPage, DraftDecisionView):
    """One of the two answers to a page."""


class ApprovePageView(PageDecisionView):
    """Buyers see it from now on."""

    form_name, form_class = "approve_form", ApproveDraftForm

    def decide(self, form: ApproveDraftForm) -> None:
        seen = form.cleaned_data["version"]
        approve_producer_page(draft=self.draft, by=self.request.user, seen=seen)

    def message(self) -> str:
        return _("The page of %s is approved; its people are told.") % self.draft.producer.name


class ReturnPageView(PageDecisionView):
    """Something is to be changed first."""

    form_name, form_class = "return_form", ReturnPageForm

    def decide(self, form: ReturnPageForm) -> None:
        seen = form.cleaned_data["version"]
        return_producer_page(draft=self.draft, by=self.request.user, reason=form.reason, seen=seen)

    def message(self) -> str:
        text = _("The page of %s is sent back; its people are told what to change.")
        return text % self.draft.producer.name
