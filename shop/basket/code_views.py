"""Entering and taking out a code: on the basket page here, on the review by the form of the order."""

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


def enter_code(request: BasketRequest) -> None:
    """Put the code that was typed into the basket, or say why not; what is refused stays in its field.

    Unknown codes are counted, and too many have to wait.
    """
    typed, network = request.POST.get("code", "")[:LONGEST_TYPED], client_network(request)
    wait = GUESSES.used_up(network)
    if wait:
        messages.error(request, too_often(wait))
        return
    try:
        promotion = add_code(basket=request.basket, text=typed)
    except BasketError as error:
        if isinstance(error, CodeUnknown):
            GUESSES.wait_for(network)
        request.session[TYPED_CODE] = typed
        messages.error(request, error.message)
        return
    messages.success(
        request,
        _("The code %(code)s counts: %(name)s.") % {"code": promotion.code, "name": promotion.name},
    )


def take_out_code(request: BasketRequest, code: str) -> None:
    """Take a code out of the basket; one that is out already is no error. Raises BasketError."""
    if remove_code(basket=request.basket, text=code[:LONGEST_TYPED]):
        messages.success(request, _("The code %(code)s has been taken out.") % {"code": code})


class CodeActionView(BasketActionView):
    """Leads back to the codes of the basket page."""

    def page_after_refusal(self) -> str:
        """Return where the codes are."""
        return reverse("basket:summary") + "#codes"


class AddCodeView(CodeActionView):
    """Puts a code in."""

    def act(self, request: BasketRequest) -> HttpResponse:
        """Add the code and lead back to where it stands."""
        enter_code(request)
        return redirect(self.page_after_refusal())


class RemoveCodeView(CodeActionView):
    """Takes a code out."""

    def act(self, request: BasketRequest) -> HttpResponse:
        """Remove the code and lead back to where it stood."""
        take_out_code(request, request.POST.get("code", ""))
        return redirect(self.page_after_refusal())
