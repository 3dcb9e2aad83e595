"""Signing in with whichever of the two names a person remembers."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Q
from django.http import HttpRequest

from shop.users.models import User
from shop.users.phone import normalize_phone


class EmailOrPhoneBackend(ModelBackend):
    """Accepts an e-mail address (any case) or a Vietnamese phone number (any spelling)."""

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
        known = Q(email__iexact=name) | Q(phone=normalize_phone(name))
        user: User | None = User.objects.filter(known).first()
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
