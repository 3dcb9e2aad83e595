"""The pages of whoever asks: the form under a product, and the thread behind its secret link."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from catalogue.models import Product
from catalogue.policies import sale_refusal
from shop.order.enquiries.forms import EnquiryForm, VisitRequestForm, VisitStepForm
from shop.order.enquiries.links import enquiry_of_token, enquiry_path, enquiry_token
from shop.order.enquiries.services import answer_visit, ask_seller, is_visited, seller_of
from shop.order.exceptions import EnquiryRefused
from shop.order.messages.forms import OrderMessageForm
from shop.order.messages.receiving import receive_message
from shop.order.messages.services import find_photo, open_thread
from shop.order.models import Enquiry, Role
from shop.order.returns.views import open_photo
from shop.partner.models import Partner
from shop.partner.ordering_pause import current_shop_pause, pause_refusal, shop_refusal
from shop.users.age import audience_of
from shop.users.client_ip import client_network
from shop.users.models import User
from shop.users.throttling import Limit, say_when, too_often

#: Enquiries of one network; many share one address at a mobile carrier or on a market.
ASKING = Limit("enquiry", tries=10, seconds=3600)
#: Of one e-mail address, which gets a letter about each.
ASKING_BY_EMAIL = Limit("enquiry-email", tries=5, seconds=3600)
TRIES = Limit("enquiry-tries", tries=40, seconds=3600)


@method_decorator(never_cache, name="dispatch")
class AskSellerView(TemplateView):
    """The form in place of the basket's button: while no orders are taken, and for what is visited."""

    template_name = "storefront/enquiry/ask.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What can be ordered now is ordered: its page says so again."""
        if not (self.visited or self.refusal):
            return redirect(self.product.get_absolute_url())
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def product(self) -> Product:
        """The product of the URL, as far as this visitor may see it; 404 otherwise."""
        public = Product.objects.public(audience=audience_of(self.request))
        rows = public.select_related("producer__partner").prefetch_related("stockrecords__partner")
        product = rows.filter(pk=self.kwargs["pk"]).first()
        if product is None or seller_of(product) is None:
            raise Http404
        return product

    @property
    def seller(self) -> Partner:
        seller = seller_of(self.product)
        if seller is None:
            raise Http404
        return seller

    @property
    def visited(self) -> bool:
        return is_visited(self.product)

    @cached_property
    def refusal(self) -> str:
        """Why it cannot be ordered now though it is sold; empty where it can, or is not sold at all."""
        record = self.product.stock_record
        if record is None or sale_refusal(self.product, audience_of(self.request)):
            return ""
        pause = shop_refusal(current_shop_pause()) or pause_refusal(record)
        return pause.message if pause else ""

    def form(self, *args: Any) -> EnquiryForm:
        """Return the form for a visit or a question, filled in with what the account knows."""
        user = self.request.user
        form = VisitRequestForm if self.visited else EnquiryForm
        return form(*args, asker=user if isinstance(user, User) else None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(self.form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, unless this network or address has sent more than people do; lead to the thread."""
        network, form = client_network(request), self.form(request.POST)
        wait = TRIES.wait_for(network) or ASKING.used_up(network)
        if not wait and form.is_valid():
            wait = ASKING_BY_EMAIL.wait_for(form.cleaned_data["email"]) or ASKING.wait_for(network)
        if wait:
            form.add_error(None, too_often(wait))
            return say_when(self.show(form), wait)
        if not form.is_valid():
            return self.show(form)
        user, data = request.user, form.cleaned_data
        enquiry = ask_seller(
            product=self.product,
            partner=self.seller,
            submission=data["submission"],
            name=data["name"],
            email=data["email"],
            text=data["text"],
            language=get_language() or settings.LANGUAGE_CODE,
            user=user if isinstance(user, User) else None,
            visit=form.visit(),
        )
        messages.success(request, _("It is sent. We e-mail you the link of this page."))
        return redirect(enquiry_path(enquiry))

    def show(self, form: EnquiryForm) -> HttpResponse:
        heading = _("Ask for a visit") if self.visited else _("Ask the seller")
        context = {
            "heading": heading,
            "form": form,
            "product": self.product,
            "seller": self.seller,
            "refusal": self.refusal,
            "noindex": True,
        }
        return self.render_to_response(self.get_context_data(**context))


@method_decorator(never_cache, name="dispatch")
class EnquiryPage(TemplateView):
    """A page that the secret link opens; robots and other sites learn nothing of it."""

    enquiry: Enquiry

    def dispatch(
        self, request: HttpRequest, *args: Any, token: str, **kwargs: Any
    ) -> HttpResponseBase:
        """Find the enquiry, or answer 404 for a token that is not ours."""
        enquiry = enquiry_of_token(token)
        if enquiry is None:
            raise Http404
        self.enquiry = enquiry
        response = super().dispatch(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "same-origin"
        return response

    @property
    def asker(self) -> User | None:
        """The account that asked, where it is the one that is signed in."""
        user = self.request.user
        return user if isinstance(user, User) and user.pk == self.enquiry.user_id else None


class EnquiryView(EnquiryPage):
    """What was written so far, a form for more, and what a guest says of a proposed day."""

    template_name = "storefront/enquiry/thread.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(OrderMessageForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send a message once, or take a step of the visit."""
        if "step" in request.POST:
            step = take_step(request, self.enquiry, role=Role.BUYER, by=self.asker)
            if step.errors:
                self.enquiry.refresh_from_db()
                return self.show(OrderMessageForm(), step)
            return redirect(enquiry_path(self.enquiry))
        received = receive_message(request, thread=self.enquiry, role=Role.BUYER, author=self.asker)
        if received.message is None:
            return received.refuse(self.show(received.form))
        return redirect(enquiry_path(self.enquiry))

    def show(self, form: OrderMessageForm, step_form: VisitStepForm | None = None) -> HttpResponse:
        context = {
            "heading": _("Your question to %(name)s") % {"name": self.enquiry.partner.name},
            "form": form,
            "step_form": step_form or VisitStepForm(),
            "enquiry": self.enquiry,
            "thread": open_thread(self.enquiry, Role.BUYER),
            "token": enquiry_token(self.enquiry),
            "noindex": True,
        }
        return self.render_to_response(self.get_context_data(**context))


class EnquiryPhotoView(EnquiryPage):
    """A photograph of the thread; nobody without the link gets it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return open_photo(find_photo(self.enquiry, kwargs["photo"]))


def take_step(
    request: HttpRequest, enquiry: Enquiry, *, role: str, by: User | None
) -> VisitStepForm:
    """Take a step of a visit from a form and say so; returns the form, with its errors where it has any."""
    form = VisitStepForm(request.POST)
    if form.is_valid():
        try:
            answer_visit(enquiry=enquiry, role=role, by=by, **form.cleaned_data)
        except EnquiryRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Your answer is sent."))
    return form
