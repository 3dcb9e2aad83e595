"""Letters about an account: few sentences and one button, plain and as HTML.

One that cannot be sent is logged and stops nobody.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from catalogue.addresses import full_address

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """What is said, and what the button leads to (a path of this site); `leave` ends letters."""

    subject: str
    sentences: tuple[str, ...]
    button: str = ""
    path: str = ""
    leave: str = ""

    def written(self) -> tuple[str, str]:
        """Return the text and the HTML, in the active language."""
        told = {
            "letter": self,
            "address": full_address(self.path) if self.path else "",
            "leave": full_address(self.leave) if self.leave else "",
            "seller": settings.OCOP_SELLER,
            "language": translation.get_language(),
        }
        names = ("emails/account.txt", "emails/account.html")
        return tuple(render_to_string(name, told) for name in names)


def send(letter: Letter, *, to: str | None) -> bool:
    """Send at once; False when there is nowhere to send it or the server took nothing."""
    if not to:
        return False
    try:
        text, html = letter.written()
        message = EmailMultiAlternatives(subject=letter.subject, body=text, to=[to])
        message.attach_alternative(html, "text/html")
        message.send()
    except Exception:
        logger.exception("a letter about an account could not be sent: %s", letter.subject)
        return False
    return True
