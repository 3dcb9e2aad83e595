"""Asking for a new password: whether there is such an account shows neither in words nor in time."""

import hashlib

from shop.customer.emails.account import RESET
from shop.customer.passwords.codes import CODE
from shop.mail import outbox
from shop.users.backends import find_user
from shop.users.email import is_email

#: Numbers from here on are of no account, so that a row of the outbox about one leads to nothing.
NOBODY = 2**62


def request_new_password(name: str) -> None:
    """Note that a link or a code is due; for a name without account, an e-mail about nobody.

    Either way one account is looked for and one row is written. Who is to get what, and whether
    anybody, is decided by the worker that sends. An account with an e-mail address gets a link.
    """
    user = find_user(name)
    if user is not None and user.is_active and user.has_usable_password():
        outbox.enqueue_email_again(RESET if user.email else CODE, user.pk)
        return
    digest = hashlib.sha256(name.encode()).digest()
    number = NOBODY + int.from_bytes(digest[:7])
    outbox.enqueue_email_again(RESET if is_email(name) else CODE, number)
