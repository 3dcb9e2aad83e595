"""The buyer's pages for returning goods, opened by the order's signed link."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shop.order.links import order_token
from shop.order.models import OrderMessagePhoto, ReturnPhoto, ReturnRequest
from shop.order.returns.forms import ReturnForm
from shop.order.returns.services import ReturnRefused, ask_return, read_returnable, was_asked
from shop.order.views import OrderPage
from shop.users.throttling import Limit, say_when, too_often

#: A few parcels, a few tries.
ASKING = Limit("return-request", tries=10, seconds=3600)
#: Photographs are decoded, and kept, before anything else of the form is judged.
TRIES = Limit("return-request-tries", tries=40, seconds=3600)


class ReturnsView(OrderPage):
    """What was asked to go back and how far it is; asks anew by POST, once for each press."""

    template_name = "orders/returns.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(ReturnForm(lines=read_returnable(self.order)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep the request; one that was sent twice is written once."""
        if was_asked(order=self.order, submission=request.POST.get("submission", "")):
            return self.back()
        lines = read_returnable(self.order)
        wait = TRIES.wait_for(self.order.number)
        if wait or not lines:
            form = ReturnForm(request.POST, lines=lines)  # photographs are not read
            if wait:
                form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait) if wait else self.show(form)
        form = ReturnForm(request.POST, request.FILES, lines=lines)
        wait = ASKING.wait_for(self.order.number) if form.is_valid() else 0
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait)
        if form.is_valid():
            try:
                ask_return(
                    order=self.order,
                    pieces=form.pieces(),
                    reason=form.cleaned_data["reason"],
                    words=form.cleaned_data["words"],
                    photos=form.photos(),
                    submission=form.submission_token(),
                )
            except ReturnRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                return self.back()
        return self.show(form)

    def back(self) -> HttpResponse:
        """Lead to what was asked, also after a second press."""
        messages.success(self.request, _("Thank you. We have your request and answer soon."))
        return redirect("orders:returns", token=order_token(self.order))

    def show(self, form: ReturnForm) -> HttpResponse:
        requests = ReturnRequest.objects.filter(producer_order__order=self.order)
        requests = requests.select_related("producer_order").prefetch_related(
            "items__line", "photos"
        )
        context = self.get_context_data(form=form, requests=list(requests.order_by("-pk")))
        return self.render_to_response(context | {"heading": _("Return goods")})


class OwnReturnPhotoView(OrderPage):
    """A photograph that the buyer has sent; nobody without the link gets it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        photos = ReturnPhoto.objects.filter(request__producer_order__order=self.order)
        return open_photo(photos.filter(pk=kwargs["pk"]).first())


def open_photo(photo: ReturnPhoto | OrderMessagePhoto | None) -> Any:
    """Return a private photograph as a file; 404 where there is none."""
    if photo is None or not photo.photo.storage.exists(str(photo.photo.name)):
        raise Http404
    response = FileResponse(photo.photo.open(), content_type="image/jpeg")
    response["X-Robots-Tag"] = "noindex"
    return response
