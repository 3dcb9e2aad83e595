"""The account model, which stands above the catalogue and is therefore named by the setting."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The checker reads settings.AUTH_USER_MODEL here: shop.users.models.User, without the import.
    from django.contrib.auth.models import _User as User
else:
    from django.contrib.auth.base_user import AbstractBaseUser as User

__all__ = ["User"]
