"""Where somebody is signed in, and signing out everywhere else."""

import re
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from catalogue.clock import now
from catalogue.models.upload import new_token
from shop.users.models import SignedInBrowser, User

_BROWSERS = (
    *(("Edg", "Edge"), ("OPR", "Opera"), ("CocCoc", "Cốc Cốc"), ("coc_coc", "Cốc Cốc")),
    *(("Zalo", "Zalo"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari")),
)
_SYSTEMS = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad")),
    *(("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")),
)


@dataclass(frozen=True)
class BrowserRow:
    """One browser that is signed in; the network it came from is not stored."""

    name: str
    since: datetime
    is_this: bool


def remember_session(request: HttpRequest, user: User) -> None:
    """Note the browser of somebody who has just signed in."""
    if not request.session.session_key:
        request.session.save()
    agent = request.headers.get("User-Agent", "")
    SignedInBrowser.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={"user": user, "name": _name(agent), "at": now()},
    )


def browsers_of(user: User, session_key: str | None) -> list[BrowserRow]:
    """Return the browsers whose sessions live, this one first, then the newest."""
    rows = SignedInBrowser.objects.filter(user=user)
    living = set(
        Session.objects.filter(
            pk__in=rows.values("session_key"), expire_date__gt=now()
        ).values_list("pk", flat=True)
    )
    found = [
        BrowserRow(row.name or _("an unknown browser"), row.at, row.session_key == session_key)
        for row in rows.order_by("-at")
        if row.session_key in living
    ]
    return sorted(found, key=lambda row: not row.is_this)


@transaction.atomic
def sign_out_others(*, user: User, session_key: str | None) -> None:
    """End every session but this one, also those that no row names: their hash fits no more.

    The caller renews the hash of the present session.
    """
    user.session_round = new_token()
    user.save(update_fields=["session_round"])
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in SignedInBrowser.objects.filter(user=user).exclude(session_key=session_key):
        store(row.session_key).delete()
        row.delete()


def _name(agent: str) -> str:
    """Return browser and system in a few words, as far as they say it."""
    browser = next((name for word, name in _BROWSERS if word in agent), "")
    system = next((name for word, name in _SYSTEMS if re.search(word, agent)), "")
    return " · ".join(filter(None, [browser, system]))
