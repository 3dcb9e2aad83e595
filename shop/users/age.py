"""The declaration of age that alcohol asks for before it is seen or searched (NĐ 24/2020 Đ.6).

The session on the server is the authority: no cookie says anything of an age. A declaration holds
for that session, no longer than LASTS, because a phone or a computer is often a family's.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from catalogue.audience import Audience
from catalogue.clock import add_months, now
from catalogue.http_cache import is_publicly_cacheable
from shop.users.models import AgeDeclaration

#: Years (Luật 44/2019 Đ.5.3).
OF_AGE = 18
LASTS = timedelta(hours=12)
#: The law names no term; a fine for a sale to a minor is out of time after a year (Luật 15/2012 Đ.6).
KEPT_FOR = timedelta(days=365)
_KEY = "age"


class AgeAnswer(StrEnum):
    """What a session knows of its visitor's age."""

    NOT_DECLARED = "not_declared"
    OF_AGE = "of_age"
    UNDER_AGE = "under_age"


def audience_of(request: HttpRequest | None) -> Audience:
    """Return for whom a page is made. Without a session cookie no session is read.

    A page that is kept for other visitors is for everybody, whoever asks for it.
    """
    of_age = request is not None and age_known_of(request) is AgeAnswer.OF_AGE
    return Audience.ADULT if of_age else Audience.PUBLIC


def age_known_of(request: HttpRequest) -> AgeAnswer:
    """Return what is known of a visitor's age, as audience_of() does."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    if is_publicly_cacheable(request) or not has_session:
        return AgeAnswer.NOT_DECLARED
    return age_answer(request.session)


def age_answer(session: SessionBase) -> AgeAnswer:
    """Return what was declared in this session; what was declared too long ago counts no more."""
    declared: dict[str, Any] = session.get(_KEY) or {}
    if declared.get("refused"):
        return AgeAnswer.UNDER_AGE
    if declared.get("until", 0) > now().timestamp():
        return AgeAnswer.OF_AGE
    return AgeAnswer.NOT_DECLARED


def is_of_age(born_on: date) -> bool:
    """Whether somebody born on that day is OF_AGE today in Vietnam; 29/2 counts from 1/3 on.

    The true day counts, also where a demonstration pins another.
    """
    birthday = add_months(born_on, 12 * OF_AGE)
    if birthday.day != born_on.day:
        birthday += timedelta(days=1)
    return birthday <= now().date()


@transaction.atomic
def declare_age(*, session: SessionBase, name: str, born_on: date) -> AgeAnswer:
    """Write a declaration down and remember its outcome in the session; a refusal stands there.

    Of somebody under age neither name nor birthday is stored (Luật 91/2025: data of children).
    """
    if age_answer(session) is AgeAnswer.UNDER_AGE:
        return AgeAnswer.UNDER_AGE
    if not is_of_age(born_on):
        AgeDeclaration.objects.create(of_age=False)
        session[_KEY] = {"refused": True}
        return AgeAnswer.UNDER_AGE
    AgeDeclaration.objects.create(of_age=True, name=name, born_on=born_on)
    session[_KEY] = {"until": (now() + LASTS).timestamp()}
    return AgeAnswer.OF_AGE


def withdraw_age(session: SessionBase) -> None:
    """Hide alcohol again, at the visitor's wish; a refusal stays."""
    if age_answer(session) is not AgeAnswer.UNDER_AGE:
        session.pop(_KEY, None)


def delete_old_declarations() -> int:
    """Delete declarations older than KEPT_FOR; returns how many. The worker does so every day."""
    return AgeDeclaration.objects.filter(declared_at__lt=now() - KEPT_FOR).delete()[0]
