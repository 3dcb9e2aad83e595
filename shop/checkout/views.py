"""Checkout in two screens: where to, then review and order. The third screen is the order."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from catalogue.places.proposals import name_place, propose_places, with_former_place
from shop.basket.code_views import enter_code, take_out_code
from shop.basket.contents import ShownBasket, read_basket
from shop.basket.exceptions import BasketError
from shop.basket.middleware import withdraw_loss
from shop.basket.models import Basket
from shop.basket.requests import BasketRequest
from shop.basket.views import TYPED_CODE
from shop.checkout import state
from shop.checkout.changes import gaps_of, seen_facts, what_changed
from shop.checkout.forms import CONSENT, DATA_CONSENT, DeliveryForm
from shop.checkout.pickups import offer_pickups
from shop.checkout.review import read_checkout_review
from shop.checkout.terms import terms_version
from shop.order.exceptions import (
    LabelGapsNotAccepted,
    OrderChanged,
    OrderRefused,
    PaymentRefused,
    WishedDayRefused,
)
from shop.order.links import next_path
from shop.order.lookup import find_waiting
from shop.order.payments.card.views import lead_to_payment
from shop.order.payments.choice import last_method
from shop.order.payments.facts import facts_of_quote
from shop.order.quote import make_quote
from shop.order.reorder import last_delivery
from shop.order.services import Consent, Placement, find_placed, place_order
from shop.payment.methods import OfferedMethod, find_offered, offered_methods
from shop.shipping.destinations import find_destination
from shop.shipping.methods import TOO_FAR
from shop.shipping.remembered_province import remember_province, remembered_province
from shop.users.addresses import default_address
from shop.users.age import audience_of
from shop.users.client_ip import client_network
from shop.users.models import User
from shop.users.phone import local_phone
from shop.users.place_form import follow_place
from shop.users.throttling import Limit

REVIEW, SEARCH = "review", "find"
#: What the enter key presses on the review: the code, never the order.
ENTER = "enter"
#: Buttons of the review that lead back, with what was chosen there kept.
CHANGES = {"address": "checkout:index", "basket": "basket:summary"}
#: Somebody types some ten letters a place; a whole office may share one IP.
PLACE_LOOKUPS = Limit("checkout-places", tries=600, seconds=60)


def steps(now: int) -> list[tuple[str, str]]:
    """Return the three screens with what is done and where the buyer is (0 to 2)."""
    labels = [_("Address"), pgettext("step", "Review"), _("Order received")]
    states = ["done" if place < now else "now" if place == now else "" for place in range(3)]
    return list(zip(labels, states, strict=True))


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


@method_decorator(never_cache, name="dispatch")
class CheckoutReviewView(TemplateView):
    """The whole order on one page, every part with its link to change it; POST places it."""

    template_name = "checkout/review.html"
    request: BasketRequest

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the order as it would be placed now; one that was placed unseen is shown itself."""
        current = state.load(request.session)
        placed = find_placed(token=current.token) if current.typed else None
        if placed is not None:
            if not read_basket(self.request.basket).can_order:
                return self.finish(placed)
            current.token = uuid4()
        if not current.typed and not read_basket(self.request.basket).can_order:
            waiting = find_waiting(number=state.last_order(request.session))
            if waiting is not None:
                return redirect(next_path(waiting))
        form = DeliveryForm(current.typed, pickups=offer_pickups(self.request.basket))
        if not form.is_valid():
            return redirect("checkout:index")
        delivery = form.delivery()
        try:
            quote = make_quote(basket=self.request.basket, delivery=delivery)
        except OrderRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("checkout:index")
        if not read_basket(self.request.basket).can_order:
            for line in quote.blocked:
                if line.block is not None and line.block.code == TOO_FAR:
                    messages.error(request, f"{line.product.title}: {line.block.message}")
            return redirect("basket:summary")
        state.save(request.session, current)
        review = read_checkout_review(quote)
        methods = offered_methods(facts_of_quote(quote, delivery=delivery, buyer=self.buyer()))
        return self.render_to_response(
            self.get_context_data(
                review=review,
                kept=state.seal(current.typed, seen_facts(review)),
                delivery=delivery,
                phone=local_phone(delivery.phone),
                buyer_phone=local_phone(delivery.buyer_phone),
                place_label=with_former_place(name_place(delivery.commune), delivery.former_place)
                if delivery.commune
                else "",
                methods=methods,
                can_pay=any(not offered.refusal for offered in methods),
                chosen=preselect(methods, current.payment or self.paid_before()),
                gaps_accepted=gaps_of(review) == current.gaps,
                typed_code=request.session.pop(TYPED_CODE, ""),
                shipping_note=settings.OCOP_SHIPPING_NOTE,
                token=current.token,
                steps=steps(1),
                noindex=True,
                heading=_("Review your order"),
            )
        )

    def post(self, request: BasketRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Place the order; pressing twice, a second tab and the back button find the same one."""
        current = state.load(request.session)
        token = read_token(request.POST.get("token", "")) or current.token
        placed = find_placed(token=token)
        if placed is not None:
            withdraw_loss(request)
            return self.finish(placed)
        typed, seen = state.unseal(request.POST.get("kept", ""))
        if typed and not current.typed:
            payment_code = request.POST.get("payment", "")[:20]
            state.save(request.session, state.CheckoutState(typed, token, payment_code))
            if was_signed_out(request):
                return sign_in_again(request, back_to="checkout:review")
            if request.basket.is_empty:
                messages.warning(
                    request,
                    _(
                        "The page was open for too long, and the browser has forgotten the basket. "
                        "Please choose the goods again; the address you typed is kept."
                    ),
                )
                return redirect("basket:summary")
            messages.warning(
                request,
                _("The page was open for too long. All you typed is kept; please look it over."),
            )
            return redirect("checkout:index")
        current.payment = request.POST.get("payment", "")[:20] or current.payment
        current.gaps = seen.get("gaps", {}) if "label_gaps" in request.POST else {}
        state.save(request.session, current)
        if request.POST.get("action") in CHANGES:
            return redirect(CHANGES[request.POST["action"]])
        if self.changes_codes(request):
            return redirect(reverse("checkout:review") + "#codes")
        form = DeliveryForm(current.typed, pickups=offer_pickups(self.request.basket))
        payment = find_offered(request.POST.get("payment", ""))
        if form.is_valid() and payment is None:
            messages.error(request, _("Please choose how you want to pay."))
            return redirect(reverse("checkout:review") + "#pay")
        if not form.is_valid() or payment is None:
            messages.error(
                request,
                _("The page was open for too long. Your basket is kept; please check the form."),
            )
            return redirect("checkout:index")
        try:
            placement = place_order(
                basket=request.basket,
                delivery=form.delivery(),
                payment=payment,
                token=token,
                reviewed=request.POST.get("reviewed", ""),
                consent=Consent(str(CONSENT), str(DATA_CONSENT), terms_version()),
                label_gaps_accepted="label_gaps" in request.POST,
                buyer=self.buyer(),
                audience=audience_of(request),
            )
        except OrderRefused as refusal:
            messages.error(request, refusal.message)
            self.report_changes(seen, form, refusal)
            return redirect(page_after(refusal))
        state.remember_payment(request.session, payment.code)
        return self.finish(placement)

    def changes_codes(self, request: BasketRequest) -> bool:
        """Put in or take out a code; False where none was meant.

        A code that was typed and not used comes before the order: its sum is another one. One whose
        refusal has been read holds nothing up.
        """
        action, typed = request.POST.get("action"), request.POST.get("code", "").strip()
        if not action and typed == request.POST.get("code_refused", "").strip():
            typed = ""
        try:
            if "code_out" in request.POST:
                take_out_code(request, request.POST["code_out"])
            elif typed or action == "code":
                enter_code(request)
        except BasketError as error:
            messages.error(request, error.message)
        if typed and not action:
            messages.info(
                request, _("Nothing has been ordered yet: look at the total, then order.")
            )
        return "code_out" in request.POST or bool(typed) or action in ("code", ENTER)

    def buyer(self) -> User | None:
        """Return who is signed in."""
        user = self.request.user
        return user if user.is_authenticated else None

    def paid_before(self) -> str:
        """Return how the account, or else this session, chose to pay the last time."""
        buyer = self.buyer()
        return (last_method(buyer) if buyer else "") or state.last_payment(self.request.session)

    def report_changes(
        self, seen: dict[str, Any], form: DeliveryForm, refusal: OrderRefused
    ) -> None:
        """Say one by one what is not as the buyer saw it."""
        if not isinstance(refusal, OrderChanged):
            return
        self.request.basket.forget_lines()
        quote = make_quote(basket=self.request.basket, delivery=form.delivery())
        for sentence in what_changed(seen, read_checkout_review(quote)):
            messages.warning(self.request, sentence)

    def finish(self, placement: Placement) -> HttpResponse:
        """Show the order; what could not be ordered becomes the buyer's basket."""
        request = self.request
        if request.basket.pk in (None, placement.order.basket_id):
            state.clear(request.session)
            request.cookies_to_delete.append(settings.OSCAR_BASKET_COOKIE_OPEN)
            request.basket = placement.leftover_basket or Basket()
        state.remember_order(request.session, placement.order.number)
        if request.method != "POST":
            return redirect(next_path(placement.order))
        return lead_to_payment(request, placement.order)


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


def was_signed_out(request: HttpRequest) -> bool:
    """Whether an account filled in the form, and nobody is signed in any more."""
    return "account" in request.POST and not request.user.is_authenticated


def sign_in_again(request: HttpRequest, *, back_to: str) -> HttpResponse:
    """Lead through the sign-in, behind which the account's basket waits, back to a screen."""
    messages.warning(
        request,
        _("You have been signed out meanwhile. Sign in and go on; all you typed is kept."),
    )
    return redirect(f"{reverse('customer:login')}?next={reverse(back_to)}")


def page_after(refusal: OrderRefused) -> str:
    """Return where a refusal is best read: what changed or is to be accepted on the review, the rest in the basket."""
    on_review = isinstance(refusal, OrderChanged | LabelGapsNotAccepted | PaymentRefused)
    return "checkout:review" if on_review else "basket:summary"


def preselect(methods: list[OfferedMethod], code: str) -> str:
    """Return the code of the way to pay chosen before, or of the only one; else nothing is ticked."""
    open_to = [offered.method.code for offered in methods if not offered.refusal]
    if code in open_to:
        return code
    return open_to[0] if len(open_to) == 1 else ""


def read_token(text: str) -> UUID | None:
    """Return the token a form sent, or None for anything that is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
