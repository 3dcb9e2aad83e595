"""The seller's inbox of enquiries, and one thread with what the host says of a visit."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from shop.order.enquiries.forms import VisitStepForm
from shop.order.enquiries.views import take_step
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import Enquiry, Role
from shop.order.returns.views import open_photo
from shop.partner.access import workspace_rows
from shop.partner.models import Membership
from shop.users.requests import AuthenticatedHttpRequest
from shop.workspace.page_view import WorkspacePageView

PER_PAGE = 20


class EnquiryListView(WorkspacePageView):
    """All enquiries, the one written in last first; packers answer nobody."""

    template_name = "workspace/enquiries.html"
    heading = gettext_lazy("Questions and visits")
    tab = "shop-front"
    for_sellers = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Enquiry.objects.filter(partner=self.partner).with_unread(Role.SELLER)
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(**kwargs) | {"page": page}


class WorkspaceEnquiryPage(WorkspacePageView):
    """A page about one enquiry, for who sells for its seller."""

    tab = "shop-front"
    for_sellers = True

    def find_membership(self) -> Membership:
        return self.membership_for(self.enquiry.partner_id)

    @cached_property
    def enquiry(self) -> Enquiry:
        """The enquiry of the URL, if the visitor works for its seller."""
        rows = workspace_rows(Enquiry.objects.all(), self.request.user)
        row = rows.filter(pk=self.kwargs["pk"]).first()
        if row is None:
            raise Http404
        return row


class WorkspaceEnquiryView(WorkspaceEnquiryPage):
    """The thread, a form for more, and the answer to a visit."""

    template_name = "workspace/enquiry.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or OrderMessageForm(owner=self.request.user)
        step_form = kwargs.pop("step_form", None) or VisitStepForm()
        return super().get_context_data(**kwargs) | {
            "heading": self.enquiry.name,
            "enquiry": self.enquiry,
            "form": form,
            "step_form": step_form,
            "thread": open_thread(self.enquiry, Role.SELLER),
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Send a message once, or answer the visit; what is refused comes back as typed."""
        if "step" in request.POST:
            step = take_step(request, self.enquiry, role=Role.SELLER, by=request.user)
            if step.errors:
                self.enquiry.refresh_from_db()
                return self.render_to_response(self.get_context_data(step_form=step))
            return redirect("workspace:enquiry", pk=pk)
        received = receive_message(
            request, thread=self.enquiry, role=Role.SELLER, author=request.user
        )
        if received.message is None:
            context = self.get_context_data(form=received.form)
            return received.refuse(self.render_to_response(context))
        return redirect("workspace:enquiry", pk=pk)


class WorkspaceEnquiryPhotoView(WorkspaceEnquiryPage):
    """A photograph of the thread."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.enquiry, kwargs["photo"]))
