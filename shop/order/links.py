"""The public URL of an order: signed, so that a guest needs no account and none is guessed."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from catalogue.paths import absolute_url
from shop.order.models import Order

_signer = Signer(salt="shop.order.confirmation", sep=".")


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
