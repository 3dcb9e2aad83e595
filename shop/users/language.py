"""In which language an account's owner reads."""

from django.conf import settings
from django.utils.translation import get_language

from shop.users.models import User


def store_language(user: User) -> None:
    """Store the active language as the owner's: e-mails are written later, without a page."""
    language = get_language() or settings.LANGUAGE_CODE
    if user.language != language:
        user.language = language
        User.objects.filter(pk=user.pk).update(language=language)
