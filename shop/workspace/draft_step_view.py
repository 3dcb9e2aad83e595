"""One step of a draft as a page: what is typed is saved by itself, and never over what was not seen."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import CharField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.edit_conflicts import SEEN
from catalogue.reviewed_drafts.steps import lock_draft
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView


@dataclass(frozen=True)
class StepLink:
    """One step in the bar above the form; `is_open` where something of it is still missing."""

    label: str | Promise
    url: str
    is_current: bool
    is_open: bool = False


class DraftStepView(WorkspacePageView):
    """One step. With htmx the answer says only that it is saved; without script a button saves.

    A class says which `draft`, which `steps`, how its form is made and what writes its facts.
    """

    draft: Any
    #: The answer that says what is saved.
    saved_template = "workspace/listing_saved.html"

    @property
    def steps(self) -> list[str]:
        """Return the words of the steps in their order."""
        raise NotImplementedError

    @property
    def step(self) -> str:
        step: str = self.kwargs["step"]
        if step not in self.steps:
            raise Http404
        return step

    def form_for(self, draft: Any, *typed: Any) -> Any:
        """Return the form of the step over the draft."""
        raise NotImplementedError

    def write(self, draft: Any, facts: dict[str, Any], page_key: str) -> None:
        """Call the service that writes these facts of the step."""
        raise NotImplementedError

    def overview_url(self) -> str:
        raise NotImplementedError

    def next_url(self) -> str:
        """Return where the step leads."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Forget what was read, after something was written."""
        del self.draft

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.draft.is_editable:
            return redirect(self.overview_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "step": self.step,
            "number": self.steps.index(self.step) + 1,
            "of": len(self.steps) + 1,
            "page_key": kwargs.get("page_key") or uuid4().hex,
        }

    def post_form(self, request: AuthenticatedHttpRequest) -> HttpResponse:
        """Write what was typed, then go on; what cannot be read comes back as typed."""
        try:
            form = self._judge_and_write(request)
        except ValidationError as refusal:
            return self.refused(request, refusal)
        self.read_again()
        page_key = request.POST.get("page", "")
        if request.headers.get("HX-Request") == "true":
            return self._say_saved(request, form, page_key)
        if form.errors:
            return self.render_to_response(self.get_context_data(form=form, page_key=page_key))
        return redirect(self.next_url())

    def _say_saved(self, request: HttpRequest, form: Any, page_key: str) -> HttpResponse:
        context = self.get_context_data(form=self.form_for(self.draft), page_key=page_key)
        return self.response_class(
            request=request,
            template=[self.saved_template],
            context=context | {"saved_at": now(), "faulty": bool(form.errors)},
            using=self.template_engine,
        )

    @transaction.atomic
    def _judge_and_write(self, request: AuthenticatedHttpRequest) -> Any:
        """Judge and write the form while nobody else writes the draft; return it."""
        locked = lock_draft(self.draft)
        page_key = request.POST.get("page", "")[:40]
        typed = request.POST
        if page_key and locked.written_from.get(self.step) == page_key:
            typed = seen_without(typed)
        form = self.form_for(locked, typed, request.FILES)
        form.is_valid()
        if form.facts:
            self.write(locked, form.facts, page_key)
        return form

    def refused(self, request: AuthenticatedHttpRequest, refusal: ValidationError) -> HttpResponse:
        """Say why nothing was written, and what was typed: the next page has no form for it."""
        for sentence in refusal.messages:
            messages.error(request, sentence)
        self.say_typed(request)
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=204, headers={"HX-Redirect": self.overview_url()})
        self.read_again()
        return redirect(request.path if self.draft.is_editable else self.overview_url())

    def say_typed(self, request: AuthenticatedHttpRequest) -> None:
        """Show the words of a form that cannot be written any more."""
        form = self.form_for(self.draft, request.POST)
        for field in form.visible_fields():
            if isinstance(field.field, CharField) and field.name in form.changed_data:
                messages.info(request, _("You wrote: “%(text)s”") % {"text": field.data})


def seen_without(data: Any) -> Any:
    """Return sent values without what the page showed: it has itself written what is there now."""
    copy = data.copy()
    copy.pop(SEEN, None)
    return copy
