"""E-mails that are never lost: written down with what they tell of, sent afterwards."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    """The outbox of e-mails; who writes them registers in shop.mail.renderers."""

    name = "shop.mail"
    label = "mail"
    verbose_name = _("Letters")
