"""The e-mails of an account, in the language that its owner reads.

The outbox keeps that one is due, never its words: links and codes are made while it is written, so
that nothing that opens an account rests in the database, and their time begins when they leave.
Two e-mails are sent at once and are lost with a mail server that is away, because the address they
go to is in no row any more: to an address that was replaced, and to an account that was erased.
"""

from collections.abc import Callable

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.customer.emails.base import Note
from shop.customer.verification.services import path_of
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_again, send_at_once
from shop.mail.renderers import Draft, renders
from shop.users.language import keep_language
from shop.users.models import User

WELCOME, VERIFY = "account_welcome", "account_verify"
RESET, CHANGED = "account_reset", "account_password"
Words = Callable[[User], Note]


def tell(kind: str, user: User) -> None:
    """Write down an e-mail to an account with an e-mail address, in the transaction that causes it.

    The page's language becomes the account's, except where a stranger may stand before the page.
    """
    if kind != RESET:
        keep_language(user)
    if user.email:
        enqueue_again(kind, user.pk)


def reset_path(user: User) -> str:
    """Return the path where this account gets a new password, once (Django's token, 3 days)."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    parts = {"uidb64": key, "token": default_token_generator.make_token(user)}
    return reverse("password-reset-confirm", kwargs=parts)


def got_in_since(user: User, email: OutgoingEmail) -> bool:
    """Whether the owner has signed in after the e-mail was asked for."""
    return user.last_login is not None and user.last_login > email.written_at


@renders(WELCOME, gettext_lazy("Welcome to a new account"))
def write_welcome(email: OutgoingEmail) -> Draft | None:
    """Greet a new account and ask to confirm its e-mail address."""
    user = _owner(email)
    return None if user is None or user.has_verified_email else _draft(user, _welcome)


@renders(VERIFY, gettext_lazy("An e-mail address, to be confirmed"))
def write_verification(email: OutgoingEmail) -> Draft | None:
    """Ask to confirm a new or still unconfirmed address; nothing for one that is confirmed."""
    user = _owner(email)
    return None if user is None or user.has_verified_email else _draft(user, _verification)


@renders(RESET, gettext_lazy("Way to a new password"))
def write_reset_link(email: OutgoingEmail) -> Draft | None:
    """Write the way to a new password; nothing to an owner who has got in meanwhile."""
    user = _owner(email)
    return None if user is None or got_in_since(user, email) else _draft(user, _reset)


@renders(CHANGED, gettext_lazy("A password was changed"))
def write_password_changed(email: OutgoingEmail) -> Draft | None:
    """Tell the owner, with a way back if it was somebody else."""
    user = _owner(email)
    return None if user is None else _draft(user, _password_changed)


def send_email_changed(before: User, after: User) -> bool:
    """Tell the old address of the new one, with a way back if it was somebody else."""
    if not before.email:
        return False
    note = Note(
        subject=_("Your e-mail address was changed"),
        sentences=(
            _("Your account has a new e-mail address: %s.") % (after.email or "–"),
            _("It was not you? Then set a new password at once."),
        ),
        button=_("It was not me"),
        path=reset_path(after),
    )
    return send_at_once(note.draft(to=before.email))


def send_erased(email: str | None, *, waiting: int) -> bool:
    """Say goodbye: what is gone and what the law keeps."""
    if not email:
        return False
    kept = _("Orders stay in the shop's books without your account, as accounting law asks.")
    later = _(
        "Orders under way keep phone, e-mail and notes until they have ended; then these go too."
    )
    gone = _(
        "Your account, addresses, wish list, reminders and reviews are deleted. You are signed "
        "out everywhere."
    )
    sentences = (gone, kept, later) if waiting else (gone, kept)
    return send_at_once(
        Note(subject=_("Your account is deleted"), sentences=sentences).draft(to=email)
    )


def _owner(email: OutgoingEmail) -> User | None:
    user = User.objects.filter(pk=email.about, is_active=True).first()
    return user if user is not None and user.email else None


def _draft(user: User, words: Words) -> Draft:
    with translation.override(user.language):
        return words(user).draft(to=user.email)


def _welcome(user: User) -> Note:
    return Note(
        subject=_("Welcome: please confirm your e-mail address"),
        sentences=(
            _("Your account is ready. Please confirm that this address is yours."),
            _("The link works for three days. You can buy without confirming."),
            _("You did not open an account? Then do nothing: nobody can use your address."),
        ),
        button=_("Confirm my address"),
        path=path_of(user),
    )


def _verification(user: User) -> Note:
    return Note(
        subject=_("Please confirm your e-mail address"),
        sentences=(
            _("Please confirm that this address is yours. The link works for three days."),
            _("You did not ask for this? Then do nothing."),
        ),
        button=_("Confirm my address"),
        path=path_of(user),
    )


def _reset(user: User) -> Note:
    return Note(
        subject=_("Set a new password"),
        sentences=(
            _("Somebody, we hope you, asked for a new password of your account."),
            _("The link works once, for three days. You did not ask? Then do nothing."),
        ),
        button=_("Set a new password"),
        path=reset_path(user),
    )


def _password_changed(user: User) -> Note:
    return Note(
        subject=_("Your password was changed"),
        sentences=(
            _("The password of your account has just been changed."),
            _("It was not you? Then set a new one at once; that signs everybody else out."),
        ),
        button=_("It was not me"),
        path=reset_path(user),
    )
