"""How often a password may be guessed, at every sign-in, and the answer to who guessed too often.

A try is counted before the password is looked at, so that many at once are no further tries; one
that was right is given back. An owner is not locked out by strangers: a browser that has been signed
in to the account before, or that has just set its new password, is counted apart from all others.
"""

import secrets
from datetime import timedelta
from typing import Any

from axes.handlers.base import AxesHandler
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from shop.users.backends import account_name, find_user
from shop.users.client_ip import client_network
from shop.users.models import User
from shop.users.throttling import Limit, wait_in_minutes

QUARTER = 15 * 60
#: One name from one network; many names from one network; one name from everywhere.
PER_PAIR = Limit("sign-in", tries=5, seconds=QUARTER)
PER_NETWORK = Limit("sign-in-network", tries=10, seconds=QUARTER)
PER_NAME = Limit("sign-in-name", tries=20, seconds=QUARTER)
#: A browser that knows the account.
PER_BROWSER = Limit("sign-in-browser", tries=10, seconds=QUARTER)

COOKIE, COOKIE_SECONDS = "trinh_duyet_quen", 365 * 24 * 3600
MAX_ACCOUNTS = 8
_SALT = "shop.users.lockout"


class SignInRequest(HttpRequest):
    """A request as axes and the handler leave it at a sign-in; only its type is ever asked for."""

    axes_locked_out: bool
    axes_credentials: dict[str, Any] | None
    sign_in_tries: list[tuple[Limit, str]]
    sign_in_wait: int


class SignInLimits(AxesHandler):
    """What django-axes asks at each sign-in, answered by limits that all processes share."""

    def is_allowed(self, request: SignInRequest, credentials: dict[str, Any] | None = None) -> bool:
        """Count a try; False when one of its limits is used up."""
        request.sign_in_tries = _limits(request, attempted_name(request, credentials))
        request.sign_in_wait = 0
        for limit, key in request.sign_in_tries:
            request.sign_in_wait = limit.wait_for(key)
            if request.sign_in_wait:
                return False
        return True

    def user_login_failed(
        self,
        sender: object,
        credentials: dict[str, Any],
        request: SignInRequest | None = None,
        **kwargs: Any,
    ) -> None:
        """Say at once when this was the last try."""
        if request is None or not hasattr(request, "sign_in_tries"):
            return
        if not request.sign_in_wait:
            waits = [limit.used_up(key) for limit, key in request.sign_in_tries]
            request.sign_in_wait = max(waits, default=0)
        request.axes_locked_out = bool(request.sign_in_wait)
        request.axes_credentials = credentials

    def user_logged_in(
        self, sender: object, request: SignInRequest, user: User, **kwargs: Any
    ) -> None:
        """Forget the wrong tries of this name from here, and that this right one was a try."""
        for limit, key in getattr(request, "sign_in_tries", ()):
            if limit in (PER_PAIR, PER_BROWSER):
                limit.forget(key)
            else:
                limit.give_back(key)

    def reset_attempts(
        self,
        *,
        ip_address: str | None = None,
        username: str | None = None,
        ip_or_username: bool = False,
    ) -> int:
        """Open a name for everybody again (`axes_reset_username`)."""
        if username:
            PER_NAME.forget(account_name(username))
        return int(bool(username))


def attempted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Return the name of an account in one form, so that spellings are not further tries."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return account_name(given.strip())[:255]


def _limits(request: HttpRequest, name: str) -> list[tuple[Limit, str]]:
    browser = _read_cookie(request)
    if browser["users"]:
        user = find_user(name)
        if user is not None and user.pk in browser["users"]:
            return [(PER_BROWSER, f"{browser['id']} {user.pk}")]
    network = client_network(request)
    return [
        (PER_NETWORK, network),
        (PER_PAIR, f"{network} {name}" if network else ""),
        (PER_NAME, name),
    ]


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let this browser's tries for an account be counted apart, for a year."""
    browser = _read_cookie(request)
    users = [user.pk, *(key for key in browser["users"] if key != user.pk)][:MAX_ACCOUNTS]
    response.set_cookie(
        COOKIE,
        signing.dumps({"id": browser["id"], "users": users}, salt=_SALT),
        max_age=COOKIE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read_cookie(request: HttpRequest) -> dict[str, Any]:
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=COOKIE_SECONDS)
    except signing.BadSignature:
        return {"id": secrets.token_urlsafe(16), "users": []}


def locked_out_response(
    request: SignInRequest, response: HttpResponse, credentials: dict[str, Any] | None
) -> HttpResponse:
    """Answer 429 with the page that says when to try again."""
    seconds = request.sign_in_wait
    again = timezone.now() + timedelta(seconds=seconds)
    context = {"minutes": wait_in_minutes(seconds), "again_at": again, "noindex": True}
    answer = render(request, "oscar/customer/locked_out.html", context, status=429)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
