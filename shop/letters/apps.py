"""Letters that are never lost: written down with what they tell of, sent afterwards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    """The outbox of e-mails; who writes them registers in shop.letters.writing."""

    name = "shop.letters"
    label = "letters"
    verbose_name = _("Letters")
