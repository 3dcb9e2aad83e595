"""Where Django, Wagtail and Oscar hand in the e-mails that they write themselves: the outbox."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from shop.mail.outbox import enqueue_messages


class OutboxBackend(BaseEmailBackend):
    """Writes rows instead of talking to a server, so that no page of a library waits for one.

    It is EMAIL_BACKEND; EMAIL_DELIVERY_BACKEND is the one that the worker sends with.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them down in the transaction of the caller."""
        return enqueue_messages(email_messages)
