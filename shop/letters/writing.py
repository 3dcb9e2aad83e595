"""Who writes which kind of letter. A letter gets its words when it is sent, not when it is due."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from shop.letters.models import Letter


@dataclass(frozen=True)
class Draft:
    """One letter in words: an address, and the same text plain and as HTML.

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
    told = context | {"seller": settings.OCOP_SELLER, "language": get_language()}
    return Draft(
        to=to,
        subject=" ".join(subject.split()),
        text=_tidy(render_to_string(f"{template}.txt", told)),
        html=render_to_string(f"{template}.html", told),
        sent=sent,
    )


def _tidy(text: str) -> str:
    """Leave one blank line where a part that was left out makes several; none at the end."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"


Writer = Callable[[Letter], Draft | None]

_WRITERS: dict[str, Writer] = {}
_NAMES: dict[str, str] = {}


def writes(kind: str, name: str = "") -> Callable[[Writer], Writer]:
    """Register who writes letters of that kind; None from a writer means: no longer needed.

    `name` is what the staff reads when such a letter is stuck.
    """

    def remember(writer: Writer) -> Writer:
        _WRITERS[kind], _NAMES[kind] = writer, name or kind
        return writer

    return remember


def write(letter: Letter) -> Draft | None:
    """Return the letter as it reads at this moment; raises KeyError for an unknown kind."""
    return _WRITERS[letter.kind](letter)


def name_of(kind: str) -> str:
    """Return what the staff calls letters of that kind, in the active language."""
    return str(_NAMES.get(kind, kind))
