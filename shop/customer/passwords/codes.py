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

from shop.customer.emails.account import got_in_since
from shop.customer.emails.base import Note
from shop.mail import outbox
from shop.mail.models import OutgoingEmail
from shop.mail.renderers import Draft, renders
from shop.users.models import User
from shop.users.phone import local_phone
from shop.users.throttling import Limit

#: For how long a code fits at least, in seconds; at most twice as long.
BY_MESSAGE, BY_VOICE = 15 * 60, 12 * 3600
TRIES = Limit("reset-code", tries=5, seconds=3600)
TRIES_OF_ADDRESS = Limit("reset-code-address", tries=20, seconds=3600)

CALL = "desk_call"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Channel:
    """How a code reaches its owner: `bring` gets the phone (+84…) and the code."""

    name: str
    seconds: int
    bring: Callable[[str, str], None]


def channel() -> Channel | None:
    """Return the way that the settings name; None when the desk has no address to write to."""
    name = settings.OCOP_PHONE_CODES
    if name == "console":
        return Channel(name, BY_MESSAGE, _to_console)
    if name == "desk":
        return Channel(name, BY_VOICE, _to_desk) if settings.OCOP_SELLER["email"] else None
    return Channel("sms", BY_MESSAGE, import_string(name))


def send_code(user: User) -> bool:
    """Bring the owner of a phone number a code; False when it could not be handed on."""
    way = channel()
    if way is None or not user.phone:
        return False
    try:
        way.bring(user.phone, _code(user, _window(way)))
    except Exception:
        logger.exception("account %s: no code could be brought", user.pk)
        return False
    return True


def owner_of(*, phone: str, code: str, visitor: str) -> tuple[User | None, int]:
    """Return whose code it is, or None and the seconds to wait before another try (0: none).

    An unknown number and a wrong code are the same answer, and count alike.
    """
    wait = max(TRIES.wait_for(phone), TRIES_OF_ADDRESS.wait_for(visitor))
    way = channel()
    if wait or way is None:
        return None, wait
    user = User.objects.filter(phone=phone, is_active=True).first()
    held, window = user or User(), _window(way)
    fits = [constant_time_compare(_code(held, each), code) for each in (window, window - 1)]
    return (user if any(fits) else None), 0


def _window(way: Channel) -> int:
    return int(time.time()) // way.seconds


def _code(user: User, window: int) -> str:
    told = f"{user.pk}:{user.phone}:{user.password}:{user.last_login}:{window}"
    digest = salted_hmac("shop.customer.codes", told, algorithm="sha256").digest()
    return f"{int.from_bytes(digest[:8]) % 10**8:08}"


def _to_console(phone: str, code: str) -> None:
    logger.warning("code for %s: %s", phone, code)


def _to_desk(phone: str, _code: str) -> None:
    """Write down that the desk has to call; its e-mail works the code out when it is written."""
    outbox.enqueue_again(CALL, User.objects.get(phone=phone).pk)


@renders(CALL, gettext_lazy("Call about a new password, to the desk"))
def write_call(email: OutgoingEmail) -> Draft | None:
    """Ask the shop's desk, in Vietnamese, to call the number of the account, and no other."""
    user, way = User.objects.filter(pk=email.about, is_active=True).first(), channel()
    if user is None or not user.phone or way is None or got_in_since(user, email):
        return None
    shown, code = local_phone(user.phone), _code(user, _window(way))
    with translation.override(settings.LANGUAGE_CODE):
        return Note(
            subject=_("Please call %s: a new password is asked for") % shown,
            sentences=(
                _("Somebody asked for a new password of the account with the phone number %s.")
                % shown,
                _("Call this very number, no other, and read out the code: %s") % code,
                _("Never tell the code to somebody who calls you. It ends within a day."),
            ),
        ).draft(to=settings.OCOP_SELLER["email"])
