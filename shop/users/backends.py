"""Signing in with whichever of the two names a person remembers."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from shop.users.email import canonical_email, is_email
from shop.users.models import User
from shop.users.phone import normalize_phone


class EmailOrPhoneBackend(ModelBackend):
    """Accepts an e-mail address or a Vietnamese phone number, each in any spelling."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Return the user whose password fits, else None; an unknown name costs the same time."""
        name = (username or email or "").strip()
        if not name or password is None:
            return None
        user = find_user(name)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None


def account_name(text: str) -> str:
    """Return a name of an account in the form in which it is stored; other text as it is."""
    return (canonical_email(text) if is_email(text) else normalize_phone(text)) or text


def find_user(name: str) -> User | None:
    """Return whose e-mail address or phone number it is, in any spelling."""
    field = "email" if is_email(name) else "phone"
    user: User | None = User.objects.filter(**{field: account_name(name)}).first()
    return user
