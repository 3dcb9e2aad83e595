"""The e-mails of an account, in the language that its owner reads.

The outbox keeps that one is due, never its words: links and codes are made while it is written, so
that nothing that opens an account rests in the database, and their time begins when they leave.
Two go to an address that is in no row any more, one that was replaced and that of an erased account:
the outbox holds it until they have gone, three days at most.
"""

from collections.abc import Callable

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.customer.emails.base import AccountEmail
from shop.customer.verification.services import verification_path
from shop.mail.models import OutgoingEmail
from shop.mail.outbox import enqueue_email_again, enqueue_email_to, enqueue_messages
from shop.mail.renderers import RenderedEmail, renders
from shop.users.language import store_language
from shop.users.models import User

WELCOME, VERIFY = "account_welcome", "account_verify"
RESET, CHANGED = "account_reset", "account_password"
MOVED, LEFT = "account_email", "account_email_left"
AccountEmailBuilder = Callable[[User], AccountEmail]


def enqueue_account_email(kind: str, user: User) -> None:
    """Write down an e-mail to an account with an e-mail address, in the transaction that causes it.

    The page's language becomes the account's, except where a stranger may stand before the page.
    """
    if kind != RESET:
        store_language(user)
    if user.email:
        enqueue_email_again(kind, user.pk)


def reset_path(user: User) -> str:
    """Return the path where this account gets a new password, once (Django's token, 3 days)."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    parts = {"uidb64": key, "token": default_token_generator.make_token(user)}
    return reverse("password-reset-confirm", kwargs=parts)


def signed_in_since(user: User, email: OutgoingEmail) -> bool:
    """Whether the owner has signed in after the e-mail was asked for."""
    return user.last_login is not None and user.last_login > email.written_at


@renders(WELCOME, gettext_lazy("Welcome to a new account"))
def render_welcome(email: OutgoingEmail) -> RenderedEmail | None:
    """Greet a new account and ask to confirm its e-mail address."""
    user = _owner(email)
    return None if user is None or user.has_verified_email else _render(user, _welcome)


@renders(VERIFY, gettext_lazy("An e-mail address, to be confirmed"))
def render_verification(email: OutgoingEmail) -> RenderedEmail | None:
    """Ask to confirm a new or still unconfirmed address; nothing for one that is confirmed."""
    user = _owner(email)
    return None if user is None or user.has_verified_email else _render(user, _verification)


@renders(RESET, gettext_lazy("Way to a new password"))
def render_reset_link(email: OutgoingEmail) -> RenderedEmail | None:
    """Write the way to a new password; nothing to an owner who has got in meanwhile."""
    user = _owner(email)
    return None if user is None or signed_in_since(user, email) else _render(user, _reset)


@renders(CHANGED, gettext_lazy("A password was changed"))
def render_password_changed(email: OutgoingEmail) -> RenderedEmail | None:
    """Tell the owner, with a way back if it was somebody else."""
    user = _owner(email)
    return None if user is None else _render(user, _password_changed)


def enqueue_email_changed(*, before: User, after: User) -> None:
    """Ask the new address to confirm itself and tell the old one, which is in no row any more.

    For whoever changes it, on whatever screen. Only an old address that was proven is the owner's
    for certain: it gets a way back into the account. Another one may be a slip of the keyboard, and
    a stranger's: it learns that the account has left it, and nothing else.
    """
    if before.email == after.email:
        return
    if after.email:
        enqueue_email_again(VERIFY, after.pk)
    if before.email:
        enqueue_email_to(before.email, MOVED if before.has_verified_email else LEFT, after.pk)


@renders(MOVED, gettext_lazy("An e-mail address was changed"))
def render_email_changed(email: OutgoingEmail) -> RenderedEmail | None:
    """Tell of the new address, with a way back if it was somebody else."""
    return _render_to_old_address(email, _email_changed)


@renders(LEFT, gettext_lazy("An unconfirmed e-mail address was changed"))
def render_email_left(email: OutgoingEmail) -> RenderedEmail | None:
    """Say that the account has left this address, to whoever reads it."""
    return _render_to_old_address(email, _email_left)


def _render_to_old_address(
    email: OutgoingEmail, build: AccountEmailBuilder
) -> RenderedEmail | None:
    user = _owner(email)
    if user is None:
        return None
    with translation.override(user.language):
        return build(user).render(to=email.recipients)


def enqueue_erased(email: str | None, *, waiting: int) -> None:
    """Say goodbye, in the language of the page: what is gone and what the law keeps."""
    if not email:
        return
    retained = _("Orders stay in the shop's books without your account, as accounting law asks.")
    later = _(
        "Orders under way keep phone, e-mail and notes until they have ended; then these go too."
    )
    deleted = _(
        "Your account, addresses, wish list, reminders and reviews are deleted. You are signed "
        "out everywhere."
    )
    sentences = (deleted, retained, later) if waiting else (deleted, retained)
    goodbye = AccountEmail(subject=_("Your account is deleted"), sentences=sentences)
    enqueue_messages([goodbye.render(to=email).message()])


def _owner(email: OutgoingEmail) -> User | None:
    return User.objects.filter(pk=email.about, is_active=True).first()


def _render(user: User, build: AccountEmailBuilder) -> RenderedEmail | None:
    if not user.email:
        return None
    with translation.override(user.language):
        return build(user).render(to=user.email)


def _welcome(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Welcome: please confirm your e-mail address"),
        sentences=(
            _("Your account is ready. Please confirm that this address is yours."),
            _("The link works for three days. You can buy without confirming."),
            _("You did not open an account? Then do nothing: nobody can use your address."),
        ),
        button=_("Confirm my address"),
        path=verification_path(user),
    )


def _verification(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Please confirm your e-mail address"),
        sentences=(
            _("Please confirm that this address is yours. The link works for three days."),
            _("You did not ask for this? Then do nothing."),
        ),
        button=_("Confirm my address"),
        path=verification_path(user),
    )


def _reset(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Set a new password"),
        sentences=(
            _("Somebody, we hope you, asked for a new password of your account."),
            _("The link works once, for three days. You did not ask? Then do nothing."),
        ),
        button=_("Set a new password"),
        path=reset_path(user),
    )


def _password_changed(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Your password was changed"),
        sentences=(
            _("The password of your account has just been changed."),
            _("It was not you? Then set a new one at once; that signs everybody else out."),
        ),
        button=_("It was not me"),
        path=reset_path(user),
    )


def _email_changed(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Your e-mail address was changed"),
        sentences=(
            _("Your account has a new e-mail address: %s.") % (user.email or "–"),
            _("It was not you? Then set a new password at once."),
        ),
        button=_("It was not me"),
        path=reset_path(user),
    )


def _email_left(user: User) -> AccountEmail:
    return AccountEmail(
        subject=_("Your e-mail address was changed"),
        sentences=(
            _("An account of our shop does not use this address any more. It was never confirmed."),
            _("It was your account, and not you who changed it? Then please write to us."),
        ),
    )
