"""The buttons of what is kept for later; each answers with a redirect, as those of the basket."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.basket import services
from shop.basket.requests import BasketRequest
from shop.basket.views import BasketActionView


class SaveForLaterView(BasketActionView):
    """Save a line for later: out of the sums, still at hand."""

    def act(self, request: BasketRequest, line: int) -> HttpResponse:
        """Move the line; one that is gone already is no error."""
        saved_line = services.save_for_later(basket=request.basket, line_id=line)
        if saved_line is not None:
            messages.success(
                request, _("“%(name)s” is kept for later.") % {"name": saved_line.product.title}
            )
        return redirect(reverse("basket:summary") + "#saved")


class MoveToBasketView(BasketActionView):
    """Put a saved line into the basket again."""

    def act(self, request: BasketRequest, saved: int) -> HttpResponse:
        """Move it back and say when stock gives less."""
        change = services.move_to_basket(basket=request.basket, saved_id=saved)
        if change is None:
            messages.info(request, _("That line is no longer kept for later."))
            return redirect("basket:summary")
        messages.success(
            request, _("“%(name)s” is in your basket.") % {"name": change.product.title}
        )
        if change.notice:
            messages.warning(request, change.notice)
        return redirect("basket:summary")


class RemoveSavedLineView(BasketActionView):
    """Drop a saved line."""

    def act(self, request: BasketRequest, saved: int) -> HttpResponse:
        """Drop it; one that is gone already is no error."""
        services.remove_saved_line(basket=request.basket, saved_id=saved)
        messages.info(request, _("It is no longer kept for later."))
        return redirect(reverse("basket:summary") + "#saved")
