"""What an account keeps of a product; asks nothing for visitors who are not signed in."""

from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django import template
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from catalogue.http_cache import is_publicly_cacheable
from shop.customer.alerts.services import has_alert
from shop.customer.wishlists.services import is_on_wish_list
from shop.users.models import User

register = template.Library()


@dataclass(frozen=True)
class WishListState:
    """What the wish list button shows; the same for every visitor without an account."""

    signed_in: bool
    is_listed: bool
    waiting: bool
    list_url: str
    alert_url: str
    email: str


class ShownProduct(Protocol):
    """What the button reads of the product on the page."""

    @property
    def product_id(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def in_stock(self) -> bool: ...


@register.simple_tag(takes_context=True)
def wish_list_state(context: template.Context, product: ShownProduct) -> WishListState:
    """Return whether the product is on the visitor's wish list and what the buttons lead to."""
    request = context.get("request")
    user: User | AnonymousUser | None = (
        None
        if request is None or is_publicly_cacheable(request)
        else getattr(request, "user", None)
    )
    number = {"pk": product.product_id}
    alert_url = reverse("customer:alert-ask", kwargs=number)
    if user is None or not user.is_authenticated:
        query = {"keep": product.product_id, "next": product.url}
        sign_in = f"{reverse('customer:login')}?{urlencode(query)}"
        return WishListState(False, False, False, sign_in, alert_url, "")
    return WishListState(
        signed_in=True,
        is_listed=is_on_wish_list(user=user, product_id=product.product_id),
        waiting=not product.in_stock and has_alert(user=user, product_id=product.product_id),
        list_url=reverse("customer:wish-keep", kwargs=number),
        alert_url=alert_url,
        email=user.email or "",
    )
