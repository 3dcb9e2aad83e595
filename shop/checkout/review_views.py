"""The second screen of the checkout: review and order. The third screen is the order."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from catalogue.places.proposals import name_place, with_former_place
from shop.basket.code_views import enter_code, take_out_code
from shop.basket.contents import read_basket
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
from shop.checkout.screens import sign_in_again, steps, was_signed_out
from shop.checkout.terms import terms_version
from shop.order.exceptions import (
    LabelGapsNotAccepted,
    OrderChanged,
    OrderRefused,
    PaymentRefused,
)
from shop.order.links import next_path
from shop.order.lookup import find_waiting
from shop.order.payments.card.views import lead_to_payment
from shop.order.payments.choice import last_method
from shop.order.payments.facts import facts_of_quote
from shop.order.quote import make_quote
from shop.order.services import Consent, Placement, find_placed, place_order
from shop.payment.methods import OfferedMethod, find_offered, offered_methods
from shop.shipping.methods import OUT_OF_AREA, TOO_FAR
from shop.users.age import audience_of
from shop.users.models import User
from shop.users.phone import local_phone

#: What the enter key presses on the review: the code, never the order.
ENTER = "enter"
#: Buttons of the review that lead back, with what was chosen there kept.
CHANGES = {"address": "checkout:index", "basket": "basket:summary"}


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
                elif line.block is not None and line.block.code == OUT_OF_AREA:
                    messages.error(request, line.block.message)
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
