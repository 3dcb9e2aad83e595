"""Mail servers that do not do their work."""

from smtplib import SMTPRecipientsRefused

from django.core.mail.backends.base import BaseEmailBackend

DOWN = "tests.shop.mail.servers.Down"
PICKY = "tests.shop.mail.servers.Picky"
CHOOSY = "tests.shop.mail.servers.Choosy"


class Down(BaseEmailBackend):
    """A mail server that is not there."""

    asked = 0

    def send_messages(self, messages):
        """Fail as a closed port does."""
        type(self).asked += 1
        raise ConnectionRefusedError("no mail server")


class Choosy(BaseEmailBackend):
    """A mail server that knows no such mailbox."""

    def send_messages(self, messages):
        """Refuse for good."""
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such mailbox")})


class Picky(BaseEmailBackend):
    """A mail server that knows Lan alone."""

    def send_messages(self, messages):
        """Refuse everybody else for good."""
        if messages[0].to != ["lan@example.vn"]:
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such mailbox")})
