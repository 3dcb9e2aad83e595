"""The wish list and what its buttons do. Every change answers with a redirect to a page."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from oscar.apps.wishlists.models import Line

from catalogue.models import Product
from shop.basket.exceptions import BasketError
from shop.basket.requests import BasketRequest
from shop.basket.services import add_product
from shop.customer.account.mixins import AccountMixin
from shop.customer.wishlists.services import add_to_wish_list, read_wish_list, remove_from_wish_list
from shop.users.requests import AuthenticatedHttpRequest


class BuyerRequest(AuthenticatedHttpRequest, BasketRequest):
    """A request of somebody who is signed in, with the basket."""


class WishListView(AccountMixin, TemplateView):
    """The products of the list, each as it stands today."""

    template_name = "oscar/customer/wishlists/wish_list.html"
    heading = gettext_lazy("Your wish list")
    tab = "wishes"
    request: AuthenticatedHttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"rows": read_wish_list(self.request.user)}


class WishListActionView(View):
    """A button of the list: POST acts, a stray visitor is led to the list."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect("customer:wish-list")


class WishListToggleView(WishListActionView):
    """Puts a product on the list, or takes it off again, from its page."""

    def post(self, request: AuthenticatedHttpRequest, pk: int) -> HttpResponse:
        """Do it and come back to the product."""
        product = Product.objects.public().filter(pk=pk).first()
        if product is None:
            messages.error(request, _("This product is no longer in the shop."))
            return redirect("customer:wish-list")
        if request.POST.get("action") == "drop":
            for line in Line.objects.filter(wishlist__owner=request.user, product=product):
                remove_from_wish_list(user=request.user, number=line.pk)
            messages.success(request, _("“%s” is off your wish list.") % product.title)
        elif add_to_wish_list(user=request.user, product=product):
            messages.success(request, _("“%s” is on your wish list.") % product.title)
        else:
            messages.warning(request, _("Your wish list is full. Please take something off."))
        return redirect(product.get_absolute_url())


class WishListRemoveView(WishListActionView):
    """Takes a line off; a line that is gone already is no error."""

    def post(self, request: AuthenticatedHttpRequest, number: int) -> HttpResponse:
        title = remove_from_wish_list(user=request.user, number=number)
        if title:
            messages.success(request, _("“%s” is off your wish list.") % title)
        return redirect("customer:wish-list")


class WishListToBasketView(WishListActionView):
    """Moves a product from the list into the basket."""

    def post(self, request: BuyerRequest, number: int) -> HttpResponse:
        """Add first, then take it off, so that nothing is lost when the basket refuses."""
        line = Line.objects.filter(wishlist__owner=request.user, pk=number).first()
        if line is None:
            return redirect("customer:wish-list")
        products = Product.objects.for_sale_check()
        product = products.filter(pk=line.product_id).first() if line.product_id else None
        if product is None:
            messages.error(request, _("This product is no longer in the shop."))
            return redirect("customer:wish-list")
        try:
            add_product(basket=request.basket, product=product, quantity=1)
        except BasketError as refusal:
            messages.error(request, refusal.message)
            return redirect("customer:wish-list")
        remove_from_wish_list(user=request.user, number=number)
        messages.success(request, _("“%(name)s” is in your basket.") % {"name": product.title})
        return redirect("basket:summary")
