"""Paying by card: the button that leads to Stripe, the page one comes back to, Stripe's messages."""

import logging
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.request import RawPostDataException
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shop.order.exceptions import PaymentRefused
from shop.order.links import next_path, order_path, order_token, pay_path
from shop.order.models import Order
from shop.order.payments.attempts import start_attempt
from shop.order.payments.card.inbox import store_event
from shop.order.payments.card.outcomes import DoesNotFit
from shop.order.payments.card.pages import look_at_page
from shop.order.receipt import read_receipt
from shop.order.views import OrderPage, SignedPage
from shop.payment.card.client import CardRefused, CardUnavailable
from shop.payment.card.events import NotFromStripe, read_event
from shop.payment.ledger import LedgerMismatch
from shop.payment.methods import CARD
from shop.payment.models import AttemptStatus, PaymentAttempt, PaymentStatus

#: Bytes; Stripe's largest messages of our kinds are a tenth of it.
LARGEST_MESSAGE = 256 * 1024
#: Seconds between two questions to Stripe about one attempt, however often the page is loaded.
ASK_EVERY = 5

logger = logging.getLogger(__name__)


class PayByCardView(OrderPage):
    """Leads to Stripe's page; whoever strays here by a link is led to the page of the payment."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect("orders:pay", token=order_token(self.order))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open Stripe's page, or say why not; nothing is lost then."""
        try:
            return lead_to_card_page(self.order)
        except PaymentRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("orders:pay", token=order_token(self.order))


def lead_to_card_page(order: Order, *, for_payer: bool = False) -> HttpResponse:
    """Lead to Stripe's page of an order, whose way back is that of whoever pays. Raises PaymentRefused."""
    attempt = start_attempt(order=order, method=CARD, for_payer=for_payer)
    response = HttpResponseRedirect(attempt.url)
    response.status_code = 303
    return response


def lead_to_payment(request: HttpRequest, order: Order) -> HttpResponse:
    """Lead a buyer on from ordering: to the card's page, or to where the order is paid or shown.

    Where the card's page does not open, the shop's own page says so and offers another try.
    """
    payment = order.payment
    if payment.status == PaymentStatus.AWAITING and payment.method == CARD.code:
        try:
            return lead_to_card_page(order)
        except PaymentRefused as refusal:
            messages.error(request, refusal.message)
    return redirect(next_path(order))


class PaidReturnView(SignedPage):
    """Where Stripe leads back to: says what our own books say, whatever the address claims."""

    template_name = "orders/paid_return.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Thank for money that is here; ask Stripe about money that is not."""
        attempt = self.order.payment.attempts.filter(method=CARD.code).last()
        if attempt is not None and attempt.status == AttemptStatus.OPEN:
            attempt = _ask(attempt)
            self.order.payment.refresh_from_db()
        payment = self.order.payment
        if payment.status == PaymentStatus.PAID:
            messages.success(request, _("Your payment has arrived. Thank you."))
            return self.leave()
        if payment.status not in (PaymentStatus.AWAITING, PaymentStatus.EXPIRED):
            return self.leave()
        waits = attempt is not None and attempt.status in (
            AttemptStatus.OPEN,
            AttemptStatus.STARTED,
        )
        return self.render_to_response(
            self.get_context_data(receipt=read_receipt(self.order))
            | self.links()
            | {
                "heading": _("Your card payment"),
                "waits": waits and payment.status == PaymentStatus.AWAITING,
                "bank_decides": waits and attempt is not None and not attempt.url,
                "can_try_again": payment.status == PaymentStatus.AWAITING,
            }
        )

    def links(self) -> dict[str, str]:
        """Return where the buttons of the page lead."""
        return {
            "again_url": reverse("orders:paid-return", kwargs={"token": order_token(self.order)}),
            "pay_url": pay_path(self.order),
            "order_url": order_path(self.order),
        }

    def leave(self) -> HttpResponse:
        """Go on to where it is told in full."""
        return redirect(order_path(self.order))


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """Take a message that Stripe signed: 200 once it is stored, 400 for any other, 413 for a large one."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_MESSAGE:
        return HttpResponse(status=413)
    try:
        event = read_event(request.body, request.headers.get("Stripe-Signature", ""))
    except (NotFromStripe, RawPostDataException):
        logger.warning("a message without Stripe's signature was refused")
        return HttpResponse(status=400)
    store_event(event)
    return HttpResponse(status=200)


def _ask(attempt: PaymentAttempt) -> PaymentAttempt:
    """Ask Stripe once in a while; its silence changes nothing, its message comes anyway."""
    if not cache.add(f"card-asked-{attempt.pk}", 1, ASK_EVERY):
        return attempt
    try:
        return look_at_page(attempt)
    except (CardUnavailable, CardRefused, DoesNotFit, LedgerMismatch) as trouble:
        logger.warning("payment attempt %s: %s", attempt.pk, trouble)
        attempt.refresh_from_db()
        return attempt
