"""Requests with a basket."""

from django.http import HttpRequest

from shop.basket.models import Basket


class BasketRequest(HttpRequest):
    """A request as BasketMiddleware leaves it; only its type is ever asked for."""

    basket: Basket
    cookies_to_delete: list[str]
