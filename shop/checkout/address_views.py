"""The first screen of the checkout: where to; and what it asks about places."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from catalogue.places.proposals import name_place, propose_places
from shop.basket.contents import ShownBasket, read_basket
from shop.basket.requests import BasketRequest
from shop.checkout import state
from shop.checkout.forms import DeliveryForm
from shop.checkout.pickups import offer_pickups
from shop.checkout.screens import sign_in_again, steps, was_signed_out
from shop.order.exceptions import (
    OrderRefused,
    WishedDayRefused,
)
from shop.order.quote import make_quote
from shop.order.reorder import last_delivery
from shop.shipping.destinations import find_destination
from shop.shipping.remembered_province import remember_province, remembered_province
from shop.users.addresses import default_address
from shop.users.client_ip import client_network
from shop.users.phone import local_phone
from shop.users.place_form import follow_place
from shop.users.throttling import Limit

REVIEW, SEARCH = "review", "find"
#: Somebody types some ten letters a place; a whole office may share one IP.
PLACE_LOOKUPS = Limit("checkout-places", tries=600, seconds=60)


@method_decorator(never_cache, name="dispatch")
class CheckoutView(TemplateView):
    """The form. A place that is typed or chosen brings its communes by a round trip of the form."""

    template_name = "checkout/delivery.html"
    request: BasketRequest

    @cached_property
    def shown(self) -> ShownBasket:
        """The basket beside the form."""
        return read_basket(self.request.basket)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead back to the basket while nothing in it can be ordered."""
        if request.method == "GET" and not self.shown.can_order:
            return redirect("basket:summary")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form with everything typed before."""
        typed = state.load(request.session).typed or self.remembered_place() | self.known_buyer()
        return self.show(DeliveryForm(initial=typed, pickups=offer_pickups(self.request.basket)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what was typed; go on to the review when all of it is right."""
        current = state.load(request.session)
        action = request.POST.get("action")
        typed = state.read_typed(request.POST)
        if "place_searched" not in request.POST:
            typed["place_searched"] = current.typed.get("place", "")
        listed = {"province": request.POST.get("province_listed", "")}
        before = current.typed | (listed if listed["province"] else {})
        current.typed = follow_place(before, typed, searched=action == SEARCH)
        state.save(request.session, current)
        if was_signed_out(request):
            return sign_in_again(request, back_to="checkout:index")
        if action != REVIEW:
            return redirect(reverse("checkout:index") + "#where")
        form = DeliveryForm(current.typed, pickups=offer_pickups(self.request.basket))
        if not form.is_valid():
            return self.show(form)
        try:
            make_quote(basket=self.request.basket, delivery=form.delivery())
        except WishedDayRefused as refusal:
            form.add_error("wished_on", refusal.message)
            return self.show(form)
        except OrderRefused:
            pass  # said by the review, which is next
        response = redirect("checkout:review")
        province = form.delivery().province
        if province is not None:
            remember_province(response, province)
        return response

    def show(self, form: DeliveryForm) -> HttpResponse:
        """Render the form."""
        return self.render_to_response(
            self.get_context_data(
                form=form,
                shown=self.shown,
                steps=steps(0),
                noindex=True,
                heading=_("Delivery"),
            )
        )

    def remembered_place(self) -> dict[str, str]:
        """Return the province that was chosen before, for the lists."""
        province = remembered_province(self.request)
        return {"province": province.code} if province else {}

    def known_buyer(self) -> dict[str, str]:
        """Return what an account tells about its owner: the default address of its book, or the last order's."""
        user = self.request.user
        if not user.is_authenticated:
            return {}
        phone = local_phone(user.phone) if user.phone else ""
        initial = {"name": user.get_full_name(), "phone": phone, "email": user.email or ""}
        address = default_address(user) or last_delivery(user)
        if address is None:
            return initial
        return initial | {
            "province": "",
            "name": address.name,
            "phone": local_phone(address.phone),
            "place": name_place(address.commune),
            "place_searched": address.former_place,
            "commune": address.commune.code,
            "street": address.street,
        }


class DestinationView(View):
    """Keeps the province that was chosen in the basket, whose page then says cost and days."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("basket:summary")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remember it; what is no province changes nothing and is said."""
        response = redirect("basket:summary")
        province = find_destination(request.POST.get("giao_den", "")[:80])
        if province is None:
            messages.error(request, _("Please choose a province or city."))
        else:
            remember_province(response, province)
        return response


class PlacesView(View):
    """Communes for the letters typed so far, as JSON; the form does the same without script."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer up to eight places; too many questions from one IP have to wait."""
        wait = PLACE_LOOKUPS.wait_for(client_network(request))
        if wait:
            return JsonResponse({}, status=429, headers={"Retry-After": str(wait)})
        proposals = propose_places(request.GET.get("q", ""), limit=8)
        count = len(proposals.places)
        status = ngettext("%(count)d place found.", "%(count)d places found.", count)
        answer = JsonResponse(
            {
                "items": [
                    {"code": place.code, "label": place.label, "note": place.note}
                    for place in proposals.places
                ],
                "sole": proposals.sole is not None,
                "message": proposals.message,
                "status": f"{status % {'count': count}} {proposals.message}".strip(),
            }
        )
        patch_cache_control(answer, public=True, max_age=3600)
        return answer
