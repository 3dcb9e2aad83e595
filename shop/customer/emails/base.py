"""E-mails about an account: few sentences and one button, plain and as HTML."""

from dataclasses import dataclass

from catalogue.paths import absolute_url
from shop.mail.renderers import RenderedEmail, compose


@dataclass(frozen=True)
class AccountEmail:
    """What is said and where its links lead: paths of this site, of the button and to unsubscribe."""

    subject: str
    sentences: tuple[str, ...]
    button: str = ""
    path: str = ""
    unsubscribe_path: str = ""

    def render(self, *, to: str) -> RenderedEmail:
        context = {
            "email": self,
            "url": absolute_url(self.path) if self.path else "",
            "unsubscribe_url": absolute_url(self.unsubscribe_path) if self.unsubscribe_path else "",
        }
        return compose(to=to, subject=self.subject, template="emails/account", context=context)
