"""The letters that an account causes, each in the language of the page that causes it."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from shop.customer.letters import Letter, send
from shop.customer.verification.services import path_of
from shop.users.models import User


def reset_path(user: User) -> str:
    """Return the path where this account gets a new password, once (Django's token, 3 days)."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    parts = {"uidb64": key, "token": default_token_generator.make_token(user)}
    return reverse("password-reset-confirm", kwargs=parts)


def send_welcome(user: User) -> bool:
    """Greet a new account and ask to confirm its e-mail address."""
    return send(
        Letter(
            subject=_("Welcome: please confirm your e-mail address"),
            sentences=(
                _("Your account is ready. Please confirm that this address is yours."),
                _("The link works for three days. You can buy without confirming."),
                _("You did not open an account? Then do nothing: nobody can use your address."),
            ),
            button=_("Confirm my address"),
            path=path_of(user),
        ),
        to=user.email,
    )


def send_verification(user: User) -> bool:
    """Ask to confirm a new or still unconfirmed address."""
    return send(
        Letter(
            subject=_("Please confirm your e-mail address"),
            sentences=(
                _("Please confirm that this address is yours. The link works for three days."),
                _("You did not ask for this? Then do nothing."),
            ),
            button=_("Confirm my address"),
            path=path_of(user),
        ),
        to=user.email,
    )


def send_reset_link(user: User) -> bool:
    """Send the way to a new password."""
    return send(
        Letter(
            subject=_("Set a new password"),
            sentences=(
                _("Somebody, we hope you, asked for a new password of your account."),
                _("The link works once, for three days. You did not ask? Then do nothing."),
            ),
            button=_("Set a new password"),
            path=reset_path(user),
        ),
        to=user.email,
    )


def send_password_changed(user: User) -> bool:
    """Tell the owner, with a way back if it was somebody else."""
    return send(
        Letter(
            subject=_("Your password was changed"),
            sentences=(
                _("The password of your account has just been changed."),
                _("It was not you? Then set a new one at once; that signs everybody else out."),
            ),
            button=_("It was not me"),
            path=reset_path(user),
        ),
        to=user.email,
    )


def send_email_changed(before: User, after: User) -> bool:
    """Tell the old address of the new one, with a way back if it was somebody else."""
    return send(
        Letter(
            subject=_("Your e-mail address was changed"),
            sentences=(
                _("Your account has a new e-mail address: %s.") % (after.email or "–"),
                _("It was not you? Then set a new password at once."),
            ),
            button=_("It was not me"),
            path=reset_path(after),
        ),
        to=before.email,
    )


def send_erased(email: str | None, *, waiting: int) -> bool:
    """Say goodbye: what is gone and what the law keeps."""
    kept = _("Orders stay in the shop's books without your account, as accounting law asks.")
    later = _("Orders under way keep your phone number until they have arrived; then it goes too.")
    gone = _(
        "Your account, addresses, wish list, reminders and reviews are deleted. You are signed "
        "out everywhere."
    )
    sentences = (gone, kept, later) if waiting else (gone, kept)
    return send(Letter(subject=_("Your account is deleted"), sentences=sentences), to=email)
