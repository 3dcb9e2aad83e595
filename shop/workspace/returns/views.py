"""Return requests of a seller's orders, and taking the goods in when they arrive."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clock import present_day
from shop.notices.events import RETURN_ASKED
from shop.notices.reading import mark_subjects_read
from shop.order.models import ReturnPhoto, ReturnRequest, ReturnStatus
from shop.order.returns.services import ReturnRefused, receive_goods
from shop.order.returns.views import open_photo
from shop.partner.access import workspace_rows
from shop.partner.models import Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20
DONE = "xong"


def read_returns(rows: QuerySet[ReturnRequest]) -> QuerySet[ReturnRequest]:
    """Return the requests with all that a page shows of them."""
    return rows.select_related("producer_order__order").prefetch_related("items__line", "photos")


class WorkspaceReturnListView(WorkspacePageView):
    """What buyers want to send back: what is not settled first, by its deadline; the rest on asking."""

    template_name = "workspace/returns.html"
    heading = gettext_lazy("Goods coming back")
    tab = "orders"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_done = self.request.GET.get("muc") == DONE
        own = ReturnRequest.objects.filter(producer_order__partner=self.partner)
        unsettled = own.unsettled()
        rows = own.exclude(pk__in=unsettled).order_by("-pk") if is_done else unsettled
        page = Paginator(read_returns(rows), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {
            "page": page,
            "is_done": is_done,
            "done": DONE,
            "today": present_day(),
        }


class WorkspaceReturnPage(WorkspacePageView):
    """A page about one request of the seller's own."""

    tab = "orders"
    for_sellers = True

    def find_membership(self) -> Membership:
        return self.membership_for(self.asked.producer_order.partner_id)

    @cached_property
    def asked(self) -> ReturnRequest:
        rows = workspace_rows(
            ReturnRequest.objects.all(), self.request.user, partner="producer_order__partner"
        )
        row = read_returns(rows).filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row


class WorkspaceReturnView(WorkspaceReturnPage):
    """One request: what, why, with photographs; once it is accepted, taking the goods in."""

    template_name = "workspace/return.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mark_subjects_read(self.request.user, [self.asked.pk], RETURN_ASKED)
        number = self.asked.producer_order.order.number
        return super().get_context_data(**kwargs) | {
            "heading": _("Return of order %(number)s") % {"number": number},
            "asked": self.asked,
            "may_receive": self.asked.status == ReturnStatus.ACCEPTED,
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Write down that the goods came back; the refund follows, once."""
        try:
            received = receive_goods(request=self.asked)
        except ReturnRefused as refusal:
            messages.error(request, refusal.message)
        else:
            if received:
                messages.success(request, _("The goods are taken in; the refund is asked for."))
            else:
                messages.info(
                    request, _("Nothing to take in: the request is not accepted, or done.")
                )
        return redirect("workspace:return", pk=pk)


class WorkspaceReturnPhotoView(WorkspaceReturnPage):
    """A photograph of what is wrong."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        photos = ReturnPhoto.objects.filter(request=self.asked)
        return open_photo(photos.filter(pk=kwargs["photo"]).first())
