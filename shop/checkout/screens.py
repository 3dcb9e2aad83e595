"""What both screens of the checkout share: where the buyer is, and the way back through a sign-in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def steps(now: int) -> list[tuple[str, str]]:
    """Return the three screens with what is done and where the buyer is (0 to 2)."""
    labels = [_("Address"), pgettext("step", "Review"), _("Order received")]
    states = ["done" if place < now else "now" if place == now else "" for place in range(3)]
    return list(zip(labels, states, strict=True))


def was_signed_out(request: HttpRequest) -> bool:
    """Whether an account filled in the form, and nobody is signed in any more."""
    return "account" in request.POST and not request.user.is_authenticated


def sign_in_again(request: HttpRequest, *, back_to: str) -> HttpResponse:
    """Lead through the sign-in, behind which the account's basket waits, back to a screen."""
    messages.warning(
        request,
        _("You have been signed out meanwhile. Sign in and go on; all you typed is kept."),
    )
    return redirect(f"{reverse('customer:login')}?next={reverse(back_to)}")
