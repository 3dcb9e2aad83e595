"""Codes for accounts without an e-mail address: eight digits that come by voice or by SMS.

Nothing is stored. A code follows from the account, its present password and the time, so it ends
with its window or with the first use.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.customer.emails.account import signed_in_since
from shop.customer.emails.base import AccountEmail
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import RenderedEmail, renders
from shop.users.models import User
from shop.users.phone import local_phone
from shop.users.throttling import Limit

#: For how long a code fits at least, in seconds; at most twice as long.
BY_MESSAGE, BY_VOICE = 15 * 60, 12 * 3600
TRIES_PER_PHONE = Limit("reset-code", tries=5, seconds=3600)
TRIES_PER_NETWORK = Limit("reset-code-address", tries=20, seconds=3600)

#: A code is due; the worker brings it, so that no page waits for a gateway or tells by its time.
CODE = "desk_call"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Channel:
    """How a code reaches its owner: `send` gets the phone (+84…) and the code; without, staff call."""

    name: str
    seconds: int
    send: Callable[[str, str], None] | None = None


def code_channel() -> Channel | None:
    """Return the channel that the settings name; None when the staff has no e-mail address."""
    name = settings.OCOP_PHONE_CODES
    if name == "console":
        return Channel(name, BY_MESSAGE, _log_code)
    if name == "desk":
        return Channel(name, BY_VOICE) if settings.OCOP_SELLER["email"] else None
    return Channel("sms", BY_MESSAGE, import_string(name))


def user_for_code(*, phone: str, code: str, network: str) -> tuple[User | None, int]:
    """Return whose code it is, or None and the seconds to wait before another try (0: none).

    An unknown number and a wrong code are the same answer, and count alike.
    """
    wait = TRIES_PER_NETWORK.wait_for(network) or TRIES_PER_PHONE.wait_for(phone)
    channel = code_channel()
    if wait or channel is None:
        return None, wait
    user = User.objects.filter(phone=phone, is_active=True).first()
    candidate, window = user or User(), _window(channel)
    matches = [
        constant_time_compare(_code(candidate, moment), code) for moment in (window, window - 1)
    ]
    return (user if any(matches) else None), 0


def _window(channel: Channel) -> int:
    return int(time.time()) // channel.seconds


def _code(user: User, window: int) -> str:
    message = f"{user.pk}:{user.phone}:{user.password}:{user.last_login}:{window}"
    digest = salted_hmac("shop.customer.codes", message, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08}"


def _log_code(phone: str, code: str) -> None:
    logger.warning("code for %s: %s", phone, code)


@renders(CODE, gettext_lazy("Code for a new password"))
def bring_code(email: OutgoingEmail) -> RenderedEmail | None:
    """Ask the shop's staff, in Vietnamese, to call the number of the account, and no other.

    Another channel sends the code itself, and no e-mail is left to send. What goes wrong there is
    raised, so that the outbox tries again.
    """
    user, channel = User.objects.filter(pk=email.about, is_active=True).first(), code_channel()
    if user is None or not user.phone or channel is None or signed_in_since(user, email):
        return None
    code = _code(user, _window(channel))
    if channel.send is not None:
        channel.send(user.phone, code)
        return None
    phone = local_phone(user.phone)
    with translation.override(settings.LANGUAGE_CODE):
        return AccountEmail(
            subject=_("Please call %s: a new password is asked for") % phone,
            sentences=(
                _("Somebody asked for a new password of the account with the phone number %s.")
                % phone,
                _("Call this very number, no other, and read out the code: %s") % code,
                _("Never tell the code to somebody who calls you. It ends within a day."),
            ),
        ).render(to=settings.OCOP_SELLER["email"])
