"""Reviewing what has arrived, from the order's signed page; and reporting what others wrote."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView

from catalogue.models import Product
from catalogue.reviews.forms import ReportForm, ReviewForm
from catalogue.reviews.models import ProductReview
from catalogue.reviews.services import ReviewRefused, report
from shop.order.links import order_token
from shop.order.models import Line, Order
from shop.order.reviews.services import ReceivedLine, find_received, read_received, review_line
from shop.order.transitions import lock_order
from shop.order.views import OrderPage
from shop.users.age import audience_of
from shop.users.client_ip import client_network
from shop.users.throttling import Limit, say_when, too_often

REPORTS = Limit("review-report", tries=5, seconds=3600)
#: A buyer writes once and changes a few times; a stolen link is not for a machine.
WRITING = Limit("review-writing", tries=30, seconds=3600)


class ReviewsView(OrderPage):
    """What has been delivered, and what the buyer said of it."""

    template_name = "reviews/order.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {"lines": read_received(self.order), "heading": _("Review what you received")}
        return super().get_context_data(**kwargs) | facts


class ReviewWriteView(OrderPage):
    """The form for one delivered product; sent twice it is written once."""

    template_name = "reviews/write.html"

    def get(self, request: HttpRequest, *args: Any, line: int, **kwargs: Any) -> HttpResponse:
        """Show the form, filled with what was written before."""
        _line, received = self.find(line)
        return self.show(received, ReviewForm(initial=_initial(self.order, received)))

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, line: int, **kwargs: Any) -> HttpResponse:
        """Write the review and lead back to the list of what has arrived."""
        lock_order(self.order.pk)
        delivered, received = self.find(line)
        form = ReviewForm(request.POST, initial=_initial(self.order, received))
        wait = WRITING.wait_for(self.order.number) if form.is_valid() else 0
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.show(received, form), wait)
        if form.is_valid():
            try:
                is_new = review_line(order=self.order, line=delivered, **form.facts())
            except ReviewRefused as refusal:
                form.add_error(None, refusal.message)
            else:
                messages.success(request, _THANKS[is_new])
                return redirect("orders:reviews", token=order_token(self.order))
        return self.show(received, form)

    def find(self, line: int) -> tuple[Line, ReceivedLine]:
        """Return the delivered line, or answer 404."""
        delivered = find_received(self.order, line)
        if delivered is None:
            raise Http404
        return delivered

    def show(self, received: ReceivedLine, form: ReviewForm) -> HttpResponse:
        heading = _("Your review of %(name)s") % {"name": received.title}
        context = self.get_context_data(received=received, form=form) | {"heading": heading}
        return self.render_to_response(context)


@method_decorator(never_cache, name="dispatch")
class ReportView(FormView):
    """Asks why by GET and notes it by POST; a few an hour from one address."""

    template_name = "reviews/report.html"
    form_class = ReportForm

    def dispatch(
        self, request: HttpRequest, *args: Any, product_slug: str, pk: int, **kwargs: Any
    ) -> HttpResponseBase:
        """Find a shown review of a product that is certified today."""
        self.product = get_object_or_404(
            Product.objects.public(audience=audience_of(request)), slug=product_slug
        )
        reviews = ProductReview.objects.published().filter(product=self.product)
        self.review = get_object_or_404(reviews, pk=pk)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ReportForm) -> HttpResponse:
        """Note the report, or say how long to wait."""
        network = client_network(self.request)
        wait = REPORTS.wait_for(network)
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.form_invalid(form), wait)
        reporter = f"user:{self.request.user.pk}" if self.request.user.is_authenticated else network
        digest = salted_hmac("shop.order.reviews.views", reporter, algorithm="sha256").hexdigest()
        report(review=self.review, visitor=digest, **form.cleaned_data)
        messages.success(self.request, _("Thank you. Somebody of the shop will look at it."))
        return redirect(reverse("catalogue:detail", kwargs={"product_slug": self.product.slug}))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {
            "heading": _("Report a review"),
            "noindex": True,
            "review": self.review,
            "back_url": self.product.get_absolute_url(),
        }
        return super().get_context_data(**kwargs) | facts


_THANKS = {
    True: gettext_lazy(
        "Thank you! Your review is shown as soon as somebody of the shop has read it."
    ),
    False: gettext_lazy("Your review has been saved. It is shown as soon as somebody has read it."),
}


def _initial(order: Order, received: ReceivedLine) -> dict[str, Any]:
    if received.review is not None:
        review = received.review
        return {"score": review.score, "body": review.body, "name": review.name}
    # The last word of a Vietnamese name is the one by which people are called.
    name = order.shipping_address.first_name if order.shipping_address else ""
    return {"name": "".join(name.split()[-1:])}
