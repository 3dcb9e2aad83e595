"""The public URL of an order: signed, so that a guest needs no account and none is guessed."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer, TimestampSigner, b62_encode
from django.urls import reverse

from catalogue.paths import absolute_url
from shop.order.models import Order
from shop.payment.models import PaymentStatus

_signer = Signer(salt="shop.order.confirmation", sep=".")
_payer_signer = TimestampSigner(salt="shop.order.payer", sep=".")
_dated_signer = Signer(salt="shop.order.payer", sep=".")
#: How long a link that only pays can be opened; the goods may be free again before.
PAYER_LINK_LASTS = timedelta(days=7)


def order_token(order: Order) -> str:
    return _signer.sign(order.number)


def order_of_token(token: str) -> Order | None:
    """Return the order that a token opens, or None for a token that we did not sign."""
    try:
        number = _signer.unsign(token)
    except BadSignature:
        return None
    return Order.objects.select_related("payment").filter(number=number).first()


def order_path(order: Order) -> str:
    return reverse("orders:confirmation", kwargs={"token": order_token(order)})


def order_url(order: Order) -> str:
    return absolute_url(order_path(order))


def pay_path(order: Order) -> str:
    return reverse("orders:pay", kwargs={"token": order_token(order)})


def pay_url(order: Order) -> str:
    return absolute_url(pay_path(order))


def confirmation_pdf_url(order: Order) -> str:
    path = reverse("orders:confirmation-pdf", kwargs={"token": order_token(order)})
    return absolute_url(path)


def next_path(order: Order) -> str:
    """Return where a buyer goes after ordering: to pay, or to the order where nothing is due yet."""
    waits = order.payment.status == PaymentStatus.AWAITING
    return pay_path(order) if waits else order_path(order)


def payer_url(order: Order) -> str:
    """Return a link that only pays the order: for whoever pays, who learns of no address."""
    return absolute_url(reverse("orders:pay-for", kwargs={"token": payer_token(order)}))


def payer_token(order: Order, *, at: datetime | None = None) -> str:
    """Return the token of a payer's link, as it was at a moment where one is given: then always the same."""
    if at is None:
        return _payer_signer.sign(order.number)
    return _dated_signer.sign(f"{order.number}.{b62_encode(int(at.timestamp()))}")


def order_of_payer_token(token: str) -> Order | None:
    """Return the order that a payer's token pays; None once its days are over."""
    try:
        number = _payer_signer.unsign(token, max_age=PAYER_LINK_LASTS)
    except BadSignature:
        return None
    return Order.objects.select_related("payment").filter(number=number).first()
