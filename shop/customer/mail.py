"""E-mails about an account. A mail that cannot be sent is logged and stops nobody."""

import logging

from oscar.apps.customer.utils import get_password_reset_url
from oscar.core.loading import get_class

from shop.users.models import User

logger = logging.getLogger(__name__)


def send_welcome(user: User) -> None:
    """Greet a new account that has an e-mail address."""
    _send("send_registration_email_for_user", user, user=user)


def send_password_changed(user: User) -> None:
    """Tell the owner, with a way back if it was somebody else."""
    _send(
        "send_password_changed_email_for_user",
        user,
        user=user,
        reset_url=get_password_reset_url(user),
    )


def send_email_changed(before: User, after: User) -> None:
    """Tell the old address of the new one, with a way back if it was somebody else."""
    _send(
        "send_email_changed_email_for_user",
        before,
        user=after,
        new_email=after.email or "–",
        reset_url=get_password_reset_url(after),
    )


def _send(method: str, recipient: User, **context) -> None:
    if not recipient.email:
        return
    dispatcher = get_class("customer.utils", "CustomerDispatcher")()
    try:
        getattr(dispatcher, method)(recipient, context)
    except Exception:
        logger.exception("account %s: an e-mail could not be sent", recipient.pk)
