"""Oscar's middleware, which also says what became of a basket that is gone."""

from django.contrib import messages
from django.db.models import Manager
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from oscar.apps.basket import middleware as upstream

from shop.basket.models import Basket
from shop.basket.requests import BasketRequest

LOST = _(
    "The basket you had here is gone: it was kept for too long or has been ordered meanwhile. "
    "You can look up an order by its number and your phone."
)
#: Oscar says this when a guest's basket joins the one of the account; named here to be translated.
MERGED = ngettext_lazy(
    "We have merged %(num_items_merged)d item from a previous session to your basket.",
    "We have merged %(num_items_merged)d items from a previous session to your basket.",
    "num_items_merged",
)


class BasketMiddleware(upstream.BasketMiddleware):
    """Baskets by cookie or account; a cookie without a basket gets one message and is dropped."""

    def apply_offers_to_basket(self, request: HttpRequest, basket: Basket) -> None:
        """Nothing here: promotions are applied where a sum is shown (shop.promotion.reckoning)."""

    def get_cookie_basket(
        self, cookie_key: str, request: HttpRequest, manager: Manager[Basket]
    ) -> Basket | None:
        """Return the guest's open basket, or None; say so when there was one."""
        basket = super().get_cookie_basket(cookie_key, request, manager)
        if basket is None and request.COOKIES.get(cookie_key):
            messages.warning(request, LOST)
        return basket


def withdraw_loss(request: BasketRequest) -> None:
    """Take back that a basket is gone, where what it became is about to be shown."""
    getattr(request.basket, "pk", None)  # looked for, and missed, only when it is asked for
    waiting = list(messages.get_messages(request))
    for each in waiting:
        if str(each.message) != str(LOST):
            messages.add_message(request, each.level, each.message, each.extra_tags)
