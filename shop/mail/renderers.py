"""Who renders which kind of e-mail. An e-mail gets its words when it is sent, not when it is due."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shop.mail.models import OutgoingEmail

#: The kind of an e-mail that brings its own words: Wagtail, Django or the shop wrote them.
MESSAGE = "message"


@dataclass(frozen=True)
class EmailAttachment:
    """A file that goes with an e-mail."""

    name: str
    data: bytes
    content_type: str


@dataclass(frozen=True)
class RenderedEmail:
    """One e-mail in words: an address, and the same text plain and as HTML, with its files.

    `on_sent` is called once it has gone; `unsubscribe_url` ends e-mails of this kind (RFC 2369).
    """

    to: str
    subject: str
    text: str
    html: str
    on_sent: Callable[[], None] | None = None
    attachments: tuple[EmailAttachment, ...] = ()
    unsubscribe_url: str = ""

    def message(self, message_id: str = "") -> EmailMultiAlternatives:
        """Return it as Django sends it; `message_id` is that of the outbox."""
        headers = {"Auto-Submitted": "auto-generated"}  # RFC 3834: no answering machine answers
        if message_id:
            headers["Message-ID"] = message_id
        if self.unsubscribe_url:
            headers["List-Unsubscribe"] = f"<{self.unsubscribe_url}>"
        message = EmailMultiAlternatives(
            subject=self.subject, body=self.text, to=[self.to], headers=headers
        )
        message.attach_alternative(self.html, "text/html")
        for file in self.attachments:
            message.attach(file.name, file.data, file.content_type)
        return message


def compose(
    *,
    to: str,
    subject: str,
    template: str,
    context: dict[str, Any],
    on_sent: Callable[[], None] | None = None,
    attachments: tuple[EmailAttachment, ...] = (),
    unsubscribe_url: str = "",
) -> RenderedEmail:
    """Write `template`.txt and `template`.html in the active language."""
    values = context | {"seller": settings.OCOP_SELLER, "language": get_language()}
    return RenderedEmail(
        to=to,
        subject=" ".join(subject.split()),
        text=_single_blank_lines(render_to_string(f"{template}.txt", values)),
        html=render_to_string(f"{template}.html", values),
        on_sent=on_sent,
        attachments=attachments,
        unsubscribe_url=unsubscribe_url,
    )


def _single_blank_lines(text: str) -> str:
    """Leave one blank line where a part that was left out makes several; none at the end."""
    return re.sub(r"\n\s*\n", "\n\n", text).strip() + "\n"


Renderer = Callable[[OutgoingEmail], RenderedEmail | None]

_RENDERERS: dict[str, Renderer] = {}
_LABELS: dict[str, str | Promise] = {MESSAGE: _("Letter of the system")}


def renders(kind: str, label: str | Promise = "") -> Callable[[Renderer], Renderer]:
    """Register the renderer of a kind of e-mail; None from it means: no longer needed.

    `label` is what the staff reads when such an e-mail is stuck.
    """

    def register(renderer: Renderer) -> Renderer:
        _RENDERERS[kind], _LABELS[kind] = renderer, label or kind
        return renderer

    return register


def render(email: OutgoingEmail) -> RenderedEmail | None:
    """Return the e-mail as it reads at this moment; raises KeyError for an unknown kind."""
    return _RENDERERS[email.kind](email)


def label_of_kind(kind: str) -> str:
    """Return what the staff calls e-mails of that kind, in the active language."""
    return str(_LABELS.get(kind, kind))
