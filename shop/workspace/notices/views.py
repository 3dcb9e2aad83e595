"""The list of notices, the way from each to what it tells of, and the choice of channels."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import now
from shop.notices.events import path_of
from shop.notices.models import Notice, NoticeChoice
from shop.notices.posting import choice_of
from shop.notices.preferences import save_choice
from shop.notices.reading import mark_all_read, mark_notice_read, notice_card, notices_of
from shop.partner.models import Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.notices.forms import NoticeChoiceForm
from shop.workspace.page_view import WorkspacePageView

#: Notices on one page.
SHOWN = 30


class NoticeListView(WorkspacePageView):
    """What the visitor was told of this seller, the newest first; all of it marked as read at once."""

    template_name = "workspace/notices/list.html"
    heading = gettext_lazy("Notices")
    tab = "notices"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(notices_of(self.membership), SHOWN).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "cards": [notice_card(notice) for notice in page],
            "seen_until": now().isoformat(),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Mark as read what stood on the page; what has come since then stays unread."""
        until = parse_datetime(request.POST.get("den", "")[:40])
        if until is None or until.tzinfo is None:
            until = now()
        mark_all_read(self.membership, until=until)
        messages.success(request, _("All of it is marked as read."))
        return redirect("workspace:notices", pk=pk)


class NoticeView(WorkspacePageView):
    """Leads to what a notice tells of and marks it as read; pressing its button only marks it."""

    heading = gettext_lazy("Notices")

    @cached_property
    def notice(self) -> Notice:
        """The visitor's own notice of this seller."""
        row = notices_of(self.membership).filter(pk=self.kwargs["notice"]).first()
        if row is None:
            raise Http404
        return row

    def get(self, request: AuthenticatedHttpRequest, pk: int, notice: int) -> HttpResponse:  # type: ignore[override]
        mark_notice_read(self.notice)
        return redirect(path_of(self.notice))

    def post(self, request: AuthenticatedHttpRequest, pk: int, notice: int) -> HttpResponse:
        """Mark it as read and stay on the list."""
        mark_notice_read(self.notice)
        return redirect("workspace:notices", pk=pk)


class NoticeSettingsView(WorkspacePageView):
    """Kind by kind: by e-mail, by SMS or Zalo; the e-mail of the day and quiet hours."""

    template_name = "workspace/notices/settings.html"
    heading = gettext_lazy("What you are told")
    tab = "notices"

    def find_membership(self) -> Membership:
        """An official who acts for the seller has no notices of their own to choose."""
        membership = super().find_membership()
        if membership.pk is None:
            raise Http404
        return membership

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or NoticeChoiceForm(choice=self.choice)
        return super().get_context_data(**kwargs) | {"form": form}

    @property
    def choice(self) -> NoticeChoice:
        return choice_of(self.membership)

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Keep the choice; what is refused comes back as chosen."""
        form = NoticeChoiceForm(request.POST, choice=self.choice)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        save_choice(membership=self.membership, **form.chosen())
        messages.success(request, _("Saved."))
        return redirect("workspace:notices", pk=pk)
