"""E-mails about an account: few sentences and one button, plain and as HTML."""

from dataclasses import dataclass

from catalogue.paths import absolute_url
from shop.mail.renderers import Draft, compose


@dataclass(frozen=True)
class Note:
    """What is said, and what the button leads to (a path of this site); `leave` ends e-mails."""

    subject: str
    sentences: tuple[str, ...]
    button: str = ""
    path: str = ""
    leave: str = ""

    def draft(self, *, to: str) -> Draft:
        """Return the e-mail in the active language."""
        told = {
            "letter": self,
            "address": absolute_url(self.path) if self.path else "",
            "leave": absolute_url(self.leave) if self.leave else "",
        }
        return compose(to=to, subject=self.subject, template="emails/account", context=told)
