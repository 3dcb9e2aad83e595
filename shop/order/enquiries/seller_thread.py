"""The thread of an enquiry on the seller's side, for its people and for the shop in their place."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View

from shop.order.enquiries.forms import VisitStepForm
from shop.order.enquiries.views import take_step
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import Enquiry, Role
from shop.order.returns.views import open_photo
from shop.users.requests import AuthenticatedHttpRequest


class SellerThreadMixin(TemplateResponseMixin, ContextMixin, View):
    """The thread, a form for more, and the answer to a visit; `url_name` is the page's own."""

    request: AuthenticatedHttpRequest
    enquiry: Enquiry
    url_name = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or OrderMessageForm(owner=self.request.user)
        step_form = kwargs.pop("step_form", None) or VisitStepForm()
        return super().get_context_data(**kwargs) | {
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
            return redirect(self.url_name, pk=pk)
        received = receive_message(
            request, thread=self.enquiry, role=Role.SELLER, author=request.user
        )
        if received.message is None:
            context = self.get_context_data(form=received.form)
            return received.refuse(self.render_to_response(context))
        return redirect(self.url_name, pk=pk)


class ThreadPhotoMixin(View):
    """A photograph of the thread."""

    enquiry: Enquiry

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.enquiry, kwargs["photo"]))
