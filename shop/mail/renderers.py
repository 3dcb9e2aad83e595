"""Who renders which kind of e-mail. An e-mail gets its words when it is sent, not when it is due."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from shop.mail.models import OutgoingEmail


@dataclass(frozen=True)
class Draft:
    """One e-mail in words: an address, and the same text plain and as HTML.

    `sent` is called once it has gone.
    """

    to: str
    subject: str
    text: str
    html: str
    sent: Callable[[], None] | None = None


def compose(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    sent: Callable[[], None] | None = None,
) -> Draft:
    """Write `template`.txt and `template`.html in the active language."""
    values = context | {"seller": settings.OCOP_SELLER, "language": get_language()}
    return Draft(
        to=to,
        subject=" ".join(subject.split()),
        text=_tidy(render_to_string(f"{template}.txt", values)),
        html=render_to_string(f"{template}.html", values),
        sent=sent,
    )


def _tidy(text: str) -> str:
    """Leave one blank line where a part that was left out makes several; none at the end."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"


Renderer = Callable[[OutgoingEmail], Draft | None]

_RENDERERS: dict[str, Renderer] = {}
_NAMES: dict[str, str] = {}


def renders(kind: str, name: str = "") -> Callable[[Renderer], Renderer]:
    """Register who writes e-mails of that kind; None from a writer means: no longer needed.

    `name` is what the staff reads when such an e-mail is stuck.
    """

    def remember(renderer: Renderer) -> Renderer:
        _RENDERERS[kind], _NAMES[kind] = renderer, name or kind
        return renderer

    return remember


def render(email: OutgoingEmail) -> Draft | None:
    """Return the e-mail as it reads at this moment; raises KeyError for an unknown kind."""
    return _RENDERERS[email.kind](email)


def name_of(kind: str) -> str:
    """Return what the staff calls e-mails of that kind, in the active language."""
    return str(_NAMES.get(kind, kind))
