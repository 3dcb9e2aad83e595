"""Letters about an account: few sentences and one button, plain and as HTML."""

from dataclasses import dataclass

from catalogue.addresses import full_address
from shop.letters.writing import Draft, compose


@dataclass(frozen=True)
class Note:
    """What is said, and what the button leads to (a path of this site); `leave` ends letters."""

    subject: str
    sentences: tuple[str, ...]
    button: str = ""
    path: str = ""
    leave: str = ""

    def draft(self, *, to: str) -> Draft:
        """Return the letter in the active language."""
        told = {
            "letter": self,
            "address": full_address(self.path) if self.path else "",
            "leave": full_address(self.leave) if self.leave else "",
        }
        return compose(to=to, subject=self.subject, template="emails/account", context=told)
