"""Entering and taking out a code, on the basket page and on the review of an order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shop.basket.codes import add_code, remove_code
from shop.basket.exceptions import BasketError, CodeUnknown
from shop.basket.requests import BasketRequest
from shop.basket.views import TYPED_CODE, BasketActionView
from shop.users.client_ip import client_network
from shop.users.throttling import Limit, too_often

#: Codes that do not exist, tried from one network: somebody guesses.
GUESSES = Limit("promotion-codes", tries=20, seconds=600)
LONGEST_TYPED = 60


class CodeActionView(BasketActionView):
    """Leads back to the page that the form stands on, at the codes."""

    def back(self) -> HttpResponse:
        on_review = self.request.POST.get("at") == "review"
        page = reverse("checkout:review" if on_review else "basket:summary")
        return redirect(f"{page}#codes")

    def refuse(self, request: BasketRequest, sentence: str) -> HttpResponse:
        messages.error(request, sentence)
        return self.back()


class AddCodeView(CodeActionView):
    """Put a code in; what is refused stays in its field."""

    def act(self, request: BasketRequest) -> HttpResponse:
        """Add the code; unknown ones are counted, and too many have to wait."""
        typed, network = request.POST.get("code", "")[:LONGEST_TYPED], client_network(request)
        wait = GUESSES.used_up(network)
        if wait:
            return self.refuse(request, too_often(wait))
        try:
            promotion = add_code(basket=request.basket, text=typed)
        except BasketError as error:
            if isinstance(error, CodeUnknown):
                GUESSES.wait_for(network)
            request.session[TYPED_CODE] = typed
            raise
        messages.success(
            request,
            _("The code %(code)s counts: %(name)s.")
            % {"code": promotion.code, "name": promotion.name},
        )
        return self.back()


class RemoveCodeView(CodeActionView):
    """Take a code out; one that is out already is no error."""

    def act(self, request: BasketRequest) -> HttpResponse:
        """Remove the code."""
        code = request.POST.get("code", "")[:LONGEST_TYPED]
        if remove_code(basket=request.basket, text=code):
            messages.success(request, _("The code %(code)s has been taken out.") % {"code": code})
        return self.back()
