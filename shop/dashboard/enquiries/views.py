"""The threads of sellers without people, read and answered by the shop in their place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import ListView, TemplateView

from shop.order.enquiries.forms import VisitStepForm
from shop.order.enquiries.models import EnquiryQuerySet
from shop.order.enquiries.views import take_step
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import Enquiry, Role
from shop.order.returns.views import open_photo
from shop.users.requests import AuthenticatedHttpRequest

PER_PAGE = 40


class UnattendedEnquiryListView(ListView):
    """Enquiries that nobody of the seller can read, the one written in last first."""

    template_name = "oscar/dashboard/enquiries/list.html"
    context_object_name = "enquiries"
    paginate_by = PER_PAGE

    def get_queryset(self) -> EnquiryQuerySet:
        return Enquiry.objects.unattended().select_related("partner").with_unread(Role.SELLER)


class UnattendedEnquiryPage(TemplateView):
    """A page about one of them; once the seller has people it is theirs alone."""

    request: AuthenticatedHttpRequest

    @cached_property
    def enquiry(self) -> Enquiry:
        rows = Enquiry.objects.unattended().select_related("partner")
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class UnattendedEnquiryView(UnattendedEnquiryPage):
    """The thread, a form for more, and the answer to a visit."""

    template_name = "oscar/dashboard/enquiries/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or OrderMessageForm(owner=self.request.user)
        step_form = kwargs.pop("step_form", None) or VisitStepForm()
        return super().get_context_data(**kwargs) | {
            "enquiry": self.enquiry,
            "form": form,
            "step_form": step_form,
            "thread": open_thread(self.enquiry, Role.SELLER),
            "photo_page": "dashboard:enquiry-photo",
        }

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Send a message once, or answer the visit; what is refused comes back as typed."""
        if "step" in request.POST:
            step = take_step(request, self.enquiry, role=Role.SELLER, by=request.user)
            if step.errors:
                self.enquiry.refresh_from_db()
                return self.render_to_response(self.get_context_data(step_form=step))
            return redirect("dashboard:enquiry", pk=pk)
        received = receive_message(
            request, thread=self.enquiry, role=Role.SELLER, author=request.user
        )
        if received.message is None:
            context = self.get_context_data(form=received.form)
            return received.refuse(self.render_to_response(context))
        return redirect("dashboard:enquiry", pk=pk)


class UnattendedEnquiryPhotoView(UnattendedEnquiryPage):
    """A photograph of the thread."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.enquiry, kwargs["photo"]))
